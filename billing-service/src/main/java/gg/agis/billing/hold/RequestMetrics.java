package gg.agis.billing.hold;

import gg.agis.billing.hold.Decided.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What operators see of requests: how they came out, how many treasuries' money waits, and whether it waits too long. */
@Component
class RequestMetrics {

    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Clock clock;
    private volatile long held;
    private volatile @Nullable Instant firstExpiry;

    RequestMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        for (var outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("agis.billing.requests")
                            .description("What became of what provisioning asked for")
                            .tag(
                                    "outcome",
                                    outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(registry));
        }
        Gauge.builder("agis.billing.holds.open", () -> held)
                .description("Holds that are neither settled nor expired, as of the last half minute")
                .register(registry);
        Gauge.builder("agis.billing.holds.overdue", this::overdueSeconds)
                .baseUnit("seconds")
                .description("How long the oldest hold has been due without having come back")
                .register(registry);
    }

    /** Counted when it is true: what is rolled back is decided once more. */
    void decided(List<Outcome> decisions) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                decisions.forEach(RequestMetrics.this::count);
            }
        });
    }

    void held(long open) {
        held = open;
    }

    void firstExpiry(@Nullable Instant at) {
        firstExpiry = at;
    }

    private void count(Outcome outcome) {
        var counter = outcomes.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    private double overdueSeconds() {
        var due = firstExpiry;
        return due == null
                ? 0
                : Math.max(0, Duration.between(due, clock.instant()).toMillis() / 1000.0);
    }
}
