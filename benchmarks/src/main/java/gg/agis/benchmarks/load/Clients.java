package gg.agis.benchmarks.load;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Several who ask a service, each its next question when the last is answered. */
public final class Clients {

    private final URI server;
    private final int count;

    public Clients(String server, int count) {
        this.server = URI.create(server);
        this.count = count;
    }

    /** How many requests were answered each second. */
    public double perSecond(Duration duration, Supplier<Request> next) {
        long begun = System.nanoTime();
        return answered(duration, next) * 1e9 / (System.nanoTime() - begun);
    }

    /** How many requests were answered; an answer that is not as it must be ends the benchmark. */
    public long answered(Duration duration, Supplier<Request> next) {
        var answered = new AtomicLong();
        long end = System.nanoTime() + duration.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = IntStream.range(0, count)
                    .mapToObj(client -> threads.submit((Callable<Void>) () -> {
                        try (var connection = new HttpConnection(server)) {
                            while (System.nanoTime() < end) {
                                connection.ask(next.get());
                                answered.incrementAndGet();
                            }
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
        return answered.get();
    }
}
