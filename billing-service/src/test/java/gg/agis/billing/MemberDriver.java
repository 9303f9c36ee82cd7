package gg.agis.billing;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver.Answer;
import gg.agis.sandbox.junit.TestTokens;
import gg.agis.sandbox.junit.TestTokens.Caller;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A player who is a member of a guild, and what they do with their wallet. */
public record MemberDriver(BillingDriver billing, String player, String guild) {

    public static MemberDriver someone(int port) {
        return new MemberDriver(new BillingDriver(port), BillingDriver.someSnowflake(), BillingDriver.someSnowflake());
    }

    public Caller token() {
        return TestTokens.player(player).memberOf(guild);
    }

    public String wallet() {
        return "/api/wallets/" + player;
    }

    public String treasury() {
        return "/api/treasuries/" + guild;
    }

    public void earns(long amount) {
        long before = available();
        BillingDriver.send(aConversionBy(player).rewarded(amount));
        await().until(() -> available() == before + amount);
    }

    public Answer gives(long amount) {
        return gives(amount, UUID.randomUUID().toString());
    }

    public Answer gives(long amount, String idempotencyKey) {
        return billing.post(
                wallet() + "/contributions",
                token(),
                idempotencyKey,
                "{\"guildId\":\"%s\",\"amount\":%d}".formatted(guild, amount));
    }

    public Answer takesDailyReward(String idempotencyKey) {
        return billing.post(wallet() + "/daily", token(), idempotencyKey, "");
    }

    public Answer asks(String path) {
        return billing.get(path, token());
    }

    public long available() {
        return asks(wallet()).json().path("available").asLong();
    }

    public long availableToTheGuild() {
        return asks(treasury()).json().path("available").asLong();
    }

    /** What so many people hear who do the same at once. */
    public static <T> List<T> atOnce(int people, Callable<T> ask) {
        List<Future<T>> asked;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = IntStream.range(0, people)
                    .mapToObj(number -> threads.submit(ask))
                    .toList();
        }
        return asked.stream().map(Future::resultNow).toList();
    }
}
