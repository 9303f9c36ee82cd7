package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** In which order a stack begins: what the services live on, then the services, a few at a time. */
final class StartUp {

    private final Duration readyWithin;
    private final Runnable databaseOfOthers;

    StartUp(Duration readyWithin, Runnable databaseOfOthers) {
        this.readyWithin = readyWithin;
        this.databaseOfOthers = databaseOfOthers;
    }

    void start(List<Supervised> outside, List<Supervised> services) {
        databaseOfOthers.run();
        outside.forEach(Supervised::start);
        // A service asks its database first of all; for the others it waits by itself.
        await(outside.stream().filter(part -> part.name().equals("postgres")).toList());
        // A starting JVM keeps more than one core busy. Many at once thrash caches and finish no sooner.
        Semaphore places = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors() + 1));
        Together.run(services, service -> {
            places.acquireUninterruptibly();
            try {
                service.start();
                service.awaitReady(readyWithin);
            } finally {
                places.release();
            }
        });
        await(outside);
        await(services);
    }

    private void await(List<Supervised> parts) {
        ConcurrentLinkedQueue<Supervised> failed = new ConcurrentLinkedQueue<>();
        Together.run(parts, part -> {
            if (!part.awaitReady(readyWithin)) {
                failed.add(part);
            }
        });
        if (!failed.isEmpty()) {
            Supervised first = failed.element();
            throw new StackFailedException("%s did not get ready. Its log is %s and ends with:%n%s"
                    .formatted(
                            first.name(),
                            first.log().path(),
                            String.join(System.lineSeparator(), first.log().tail(15))));
        }
    }
}
