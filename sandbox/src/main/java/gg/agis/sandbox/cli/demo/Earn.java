package gg.agis.sandbox.cli.demo;

import gg.agis.sandbox.cli.Gateway;
import gg.agis.sandbox.cli.SomePlayer;
import gg.agis.sandbox.stack.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A callback becomes credit; a repeated and a forged one become nothing. */
final class Earn {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    private static final long OFFER_GC = 120;

    private final Gateway gateway;
    private final AdNetworkSide network;
    private final Story story;
    private final String player = SomePlayer.id();
    private final Caller caller = Caller.player(player);

    Earn(Gateway gateway, AdNetworkSide network, Story story) {
        this.gateway = gateway;
        this.network = network;
        this.story = story;
    }

    boolean play() throws IOException, InterruptedException {
        story.tell("Player " + player + " arrives.");
        if (!consents()) {
            return story.end("");
        }
        String transaction = transactionId();
        AdNetworkSide.Callback first = network.report(player, transaction, OFFER_GC);
        story.check(
                first.status() == 200 && first.body().contains("\"credited\""),
                "The player completes an offer, and the ad network calls back",
                first.status() + " " + first.body());
        Instant sent = Instant.now();
        long earned = awaitWalletAbove(0);
        story.check(
                earned > 0,
                "The reward is in the wallet",
                "%d GC after %.1f s"
                        .formatted(earned, Duration.between(sent, Instant.now()).toMillis() / 1000.0));
        again(transaction);
        forged(first.url());
        andNothingElse(earned);
        return story.end("Earned once, and only once: a repeated callback and a forged one changed nothing.");
    }

    private boolean consents() throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.put(
                caller, "/api/ads/players/" + player + "/consent", "{\"granted\":true,\"policyVersion\":\"1\"}");
        return story.check(
                answer.statusCode() == 200,
                "The player agrees to ads being counted",
                answer.statusCode() + " " + answer.body());
    }

    private void again(String transaction) throws IOException, InterruptedException {
        AdNetworkSide.Callback again = network.report(player, transaction, OFFER_GC);
        story.check(
                again.status() == 200 && again.body().contains("\"duplicate\""),
                "The ad network sends the same callback again",
                again.status() + " " + again.body());
    }

    /** Somebody without the key turns a true callback into a bigger one of their own. */
    private void forged(String trueUrl) throws IOException, InterruptedException {
        URI uri = URI.create(trueUrl);
        String query = uri.getRawQuery()
                .replaceAll("transaction_id=[^&]*", "transaction_id=" + transactionId())
                .replaceAll("currency_amount=[^&]*", "currency_amount=99999");
        HttpResponse<String> answer = gateway.callback(uri.getRawPath() + "?" + query, "0".repeat(64));
        story.check(
                answer.statusCode() == 401,
                "Somebody forges a callback over 99999 GC",
                answer.statusCode() + " "
                        + JsonMapper.shared()
                                .readTree(answer.body())
                                .path("code")
                                .asString(""));
    }

    /**
     * One more honest offer. Events of a player keep their order, so whatever the repeated or the forged callback had
     * caused would be in the wallet before it.
     */
    private void andNothingElse(long earned) throws IOException, InterruptedException {
        network.report(player, transactionId(), OFFER_GC);
        long after = awaitWalletAbove(earned);
        story.check(
                after == 2 * earned, "One more offer, and the wallet holds these two and nothing else", after + " GC");
    }

    private long awaitWalletAbove(long known) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        long available = wallet();
        while (available <= known && Instant.now().isBefore(until)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            available = wallet();
        }
        return available;
    }

    private long wallet() throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.get(caller, "/api/wallets/" + player);
        return answer.statusCode() == 200
                ? JsonMapper.shared().readTree(answer.body()).path("available").asLong(0)
                : 0;
    }

    private static String transactionId() {
        return "demo-" + UUID.randomUUID().toString().toLowerCase(Locale.ROOT);
    }
}
