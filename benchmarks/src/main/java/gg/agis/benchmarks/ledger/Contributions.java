package gg.agis.benchmarks.ledger;

import gg.agis.benchmarks.load.Clients;
import gg.agis.benchmarks.load.Request;
import gg.agis.sandbox.junit.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Players who contribute to their guilds over REST, a hundred and twenty-eight at a time. */
final class Contributions {

    static final int CALLERS = 400;

    private static final int CLIENTS = 128;
    private static final int FIRST_CALLER = 500_000;

    private final Clients clients;

    Contributions(String url) {
        this.clients = new Clients(url, CLIENTS);
    }

    String playerId(int caller) {
        return LedgerRun.playerId(FIRST_CALLER + caller);
    }

    double spread(Duration duration) {
        return given(duration, Contributions::anybody);
    }

    double hot(Duration duration) {
        return given(duration, () -> 0);
    }

    double walletReads(Duration duration) {
        var tokens = tokens();
        return clients.perSecond(duration, () -> {
            int caller = anybody();
            return Request.get("/api/wallets/" + playerId(caller), tokens.get(caller), 200, "\"available\"");
        });
    }

    private double given(Duration duration, IntSupplier caller) {
        var tokens = tokens();
        return clients.perSecond(duration, () -> {
            int giver = caller.getAsInt();
            return Request.post(
                    "/api/wallets/" + playerId(giver) + "/contributions",
                    tokens.get(giver) + "\r\nIdempotency-Key: " + UUID.randomUUID(),
                    "{\"guildId\":\"%s\",\"amount\":1}".formatted(guildId(giver)),
                    201,
                    "\"transferId\"");
        });
    }

    /** They last a minute, and signing one costs more than the call that it is for. */
    private List<String> tokens() {
        return IntStream.range(0, CALLERS)
                .mapToObj(caller -> "Authorization: Bearer "
                        + TestTokens.player(playerId(caller))
                                .memberOf(guildId(caller))
                                .tokenFor("billing"))
                .toList();
    }

    private static int anybody() {
        return ThreadLocalRandom.current().nextInt(CALLERS);
    }

    private static String guildId(int caller) {
        return Long.toString(700_000_000_000_000_000L + caller);
    }
}
