package gg.agis.benchmarks.outbox;

import gg.agis.common.event.AdsEvent.ConsentChanged;
import gg.agis.common.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Four who commit facts as services do: lock the key, state the fact, commit. */
final class Writers {

    private static final int COUNT = 4;

    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicLong committed = new AtomicLong();

    Writers(Outbox outbox, JdbcClient jdbc, TransactionTemplate transaction) {
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    long committed() {
        return committed.get();
    }

    /** One fact a commit, over so many keys, for so long. */
    void write(String run, int keys, Duration duration) {
        var end = Instant.now().plus(duration);
        inParallel(() -> {
            while (Instant.now().isBefore(end)) {
                commit(run, keys, 1);
            }
        });
    }

    /** So many facts, a hundred a commit: a backlog, and not a load. */
    void pile(String run, int keys, int facts) {
        inParallel(() -> {
            for (int written = 0; written < facts / COUNT; written += 100) {
                commit(run, keys, 100);
            }
        });
    }

    /** The yardstick: the same commits with a bare row in the place of a fact. */
    double bareCommitsPerSecond(Duration duration) {
        var commits = new AtomicLong();
        var begun = Instant.now();
        var end = begun.plus(duration);
        inParallel(() -> {
            while (Instant.now().isBefore(end)) {
                transaction.executeWithoutResult(status -> {
                    lock("bare:" + ThreadLocalRandom.current().nextInt(100));
                    jdbc.sql("INSERT INTO bare (fact) VALUES (?)")
                            .param("x".repeat(120))
                            .update();
                });
                commits.incrementAndGet();
            }
        });
        return commits.get() / seconds(begun);
    }

    private void commit(String run, int keys, int facts) {
        var key = run + "-" + ThreadLocalRandom.current().nextInt(keys);
        transaction.executeWithoutResult(status -> {
            // The number is taken under the key's lock, so it counts the commits of the key.
            lock(key);
            var batch = new ArrayList<ConsentChanged>();
            for (int fact = 0; fact < facts; fact++) {
                int number = numbers.merge(key, 1, Integer::sum);
                batch.add(new ConsentChanged(
                        key, true, Integer.toString(number), Instant.now().truncatedTo(ChronoUnit.MILLIS)));
            }
            outbox.publish(batch);
        });
        committed.addAndGet(facts);
    }

    private void lock(String key) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(key)
                .query((row, number) -> true)
                .single();
    }

    static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    private static void inParallel(Runnable work) {
        var threads = new ArrayList<Thread>();
        for (int writer = 0; writer < COUNT; writer++) {
            threads.add(Thread.ofPlatform().name("writer-" + writer).start(work));
        }
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
