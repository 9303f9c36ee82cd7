package gg.agis.common.outbox;

import gg.agis.common.outbox.OutboxTable.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits, how long already, and what was sent. */
final class OutboxMeters {

    // Counting reads the rows; asked every round it would cost more than sending.
    private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

    private final Counter sent;
    private final Counter failures;
    private final Clock clock;
    private volatile long backlog;
    private volatile @Nullable Instant oldest;
    private Instant counted = Instant.EPOCH;

    OutboxMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        sent = Counter.builder("agis.outbox.sent")
                .description("Facts that Kafka has acknowledged")
                .register(registry);
        failures = Counter.builder("agis.outbox.send.failures")
                .description("Rounds in which Kafka took nothing")
                .register(registry);
        Gauge.builder("agis.outbox.backlog", () -> backlog)
                .description("Facts that wait to be sent, counted up to " + OutboxTable.BACKLOG_MAX)
                .register(registry);
        Gauge.builder("agis.outbox.oldest.age", this::oldestAgeSeconds)
                .baseUnit("seconds")
                .description("How long the oldest fact has waited")
                .register(registry);
    }

    void sample(List<Waiting> waiting, OutboxTable table) throws SQLException {
        oldest = waiting.stream()
                .map(Waiting::since)
                .min(Comparator.naturalOrder())
                .orElse(null);
        Instant now = clock.instant();
        if (waiting.isEmpty()) {
            backlog = 0;
        } else if (Duration.between(counted, now).compareTo(COUNT_EVERY) >= 0) {
            backlog = table.backlog();
            counted = now;
        }
    }

    void sent(int rows) {
        sent.increment(rows);
    }

    void failed() {
        failures.increment();
    }

    private double oldestAgeSeconds() {
        Instant since = oldest;
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }
}
