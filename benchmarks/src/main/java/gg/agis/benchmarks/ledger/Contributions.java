package gg.agis.benchmarks.ledger;

import gg.agis.sandbox.junit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Players who contribute to their guilds over REST, eight at a time. */
final class Contributions {

    static final int CALLERS = 400;

    private static final int CLIENTS = 8;
    private static final int FIRST_CALLER = 500_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    Contributions(String url) {
        this.url = url;
    }

    String playerId(int caller) {
        return LedgerRun.playerId(FIRST_CALLER + caller);
    }

    double perSecond(Duration duration, IntUnaryOperator callerOfClient) {
        return perSecond(duration, callerOfClient, this::contribute);
    }

    double walletReads(Duration duration) {
        return perSecond(duration, client -> ThreadLocalRandom.current().nextInt(CALLERS), this::readWallet);
    }

    private double perSecond(Duration duration, IntUnaryOperator callerOfClient, Call call) {
        // Tokens last a minute, and signing one costs more than the call.
        var tokens = IntStream.range(0, CALLERS)
                .mapToObj(caller -> TestTokens.player(playerId(caller))
                        .memberOf(guildId(caller))
                        .tokenFor("billing"))
                .toList();
        var done = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> executor.submit((Callable<Void>) () -> {
                        while (System.nanoTime() < end) {
                            int caller = callerOfClient.applyAsInt(client);
                            call.make(caller, tokens.get(caller));
                            done.incrementAndGet();
                        }
                        return null;
                    }))
                    .toList();
            for (var client : clients) {
                client.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return done.get() * 1e9 / (System.nanoTime() - begun);
    }

    private interface Call {

        void make(int caller, String token) throws IOException, InterruptedException;
    }

    private void contribute(int caller, String token) throws IOException, InterruptedException {
        send(
                201,
                to("/api/wallets/" + playerId(caller) + "/contributions", token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString("{\"guildId\":\"%s\",\"amount\":1}".formatted(guildId(caller)))));
    }

    private void readWallet(int caller, String token) throws IOException, InterruptedException {
        send(200, to("/api/wallets/" + playerId(caller), token).GET());
    }

    private HttpRequest.Builder to(String path, String token) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private void send(int expected, HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private static String guildId(int caller) {
        return Long.toString(700_000_000_000_000_000L + caller);
    }
}
