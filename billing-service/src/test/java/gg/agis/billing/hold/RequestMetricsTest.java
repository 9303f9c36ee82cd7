package gg.agis.billing.hold;

import static gg.agis.billing.hold.AskFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.hold.Decided.Outcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class RequestMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestMetrics metrics = new RequestMetrics(registry, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void whatWasDecidedCountsOnceItIsTrue() {
        TransactionSynchronizationManager.initSynchronization();
        try {
            metrics.decided(List.of(Outcome.HELD, Outcome.HELD, Outcome.CHARGE_REFUSED));
            assertThat(count("held")).isZero();

            TransactionSynchronizationManager.getSynchronizations().forEach(TransactionSynchronization::afterCommit);
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
        assertThat(count("held")).isEqualTo(2);
        assertThat(count("charge-refused")).isEqualTo(1);
    }

    @Test
    void theOldestHoldTellsHowLateItIs() {
        assertThat(gauge("agis.billing.holds.overdue")).isZero();

        metrics.firstExpiry(NOON.plusSeconds(60));
        assertThat(gauge("agis.billing.holds.overdue")).isZero();

        metrics.firstExpiry(NOON.minusSeconds(90));
        assertThat(gauge("agis.billing.holds.overdue")).isEqualTo(90);

        metrics.firstExpiry(null);
        assertThat(gauge("agis.billing.holds.overdue")).isZero();
    }

    @Test
    void openHoldsAreCounted() {
        metrics.held(3);

        assertThat(gauge("agis.billing.holds.open")).isEqualTo(3);
    }

    @Test
    void everyLabelIsOneOfAFewWords() {
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .flatExtracting(Meter.Id::getTags)
                .hasSize(Outcome.values().length);
    }

    private double count(String outcome) {
        return registry.get("agis.billing.requests")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
