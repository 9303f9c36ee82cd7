package gg.agis.benchmarks.ads;

import static java.util.Objects.requireNonNull;

import gg.agis.benchmarks.load.HttpConnection;
import gg.agis.benchmarks.load.Request;
import gg.agis.common.id.MadeId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** So many callbacks each second, whether the ones before are answered or not: as a network sends them. */
final class Pace {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI server;
    private final int perSecond;
    private final Queue<HttpConnection> free = new ConcurrentLinkedQueue<>();

    Pace(String server, int perSecond) {
        this.server = URI.create(server);
        this.perSecond = perSecond;
    }

    Latencies keep(Duration duration, Function<String, Request> callbackOf, Wallets wallets) throws IOException {
        int count = (int) (duration.toSeconds() * perSecond);
        var answers = new double[count];
        var answeredAt = new ConcurrentHashMap<String, Long>();
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < count; number++) {
                int place = number;
                long due = begun + number * 1_000_000_000L / perSecond;
                waitUntil(due);
                threads.execute(() -> {
                    var transactionId = UUID.randomUUID().toString();
                    send(callbackOf.apply(transactionId));
                    long at = System.nanoTime();
                    // From when it was due: who has to wait for a place in the queue waits as well.
                    answers[place] = (at - due) / 1e6;
                    answeredAt.put(MadeId.conversionId("ayet", transactionId).toString(), at);
                });
            }
        }
        for (var connection : free) {
            connection.close();
        }
        if (answeredAt.size() < count) {
            throw new IllegalStateException(
                    "%d of %d callbacks were not answered".formatted(count - answeredAt.size(), count));
        }
        Arrays.sort(answers);
        var visible = visible(answeredAt, wallets);
        return new Latencies(at(answers, 0.5), at(answers, 0.99), at(visible, 0.5), at(visible, 0.99));
    }

    private void send(Request request) {
        try {
            var connection = free.poll();
            if (connection == null) {
                connection = new HttpConnection(server);
            }
            connection.ask(request);
            free.add(connection);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] visible(Map<String, Long> answeredAt, Wallets wallets) {
        waitFor(answeredAt.size(), wallets);
        return answeredAt.entrySet().stream()
                .mapToDouble(answered ->
                        // Some are there before their answer has found its way back.
                        Math.max(
                                0,
                                (requireNonNull(wallets.seenAt().get(answered.getKey())) - answered.getValue()) / 1e6))
                .sorted()
                .toArray();
    }

    private static void waitFor(int count, Wallets wallets) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (wallets.seenAt().size() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%d rewards of %d after %s".formatted(wallets.seenAt().size(), count, PATIENCE));
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.ceil(sorted.length * quantile) - 1];
    }
}
