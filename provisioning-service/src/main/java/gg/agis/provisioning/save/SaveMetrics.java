package gg.agis.provisioning.save;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What operators see of saves. */
@Component
class SaveMetrics {

    private final MeterRegistry registry;
    private final AtomicLong overdue = new AtomicLong();

    SaveMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("agis.provisioning.saves.overdue", overdue, AtomicLong::doubleValue)
                .description("Saves that were asked for more than an hour ago and are neither made nor given up")
                .register(registry);
    }

    void made() {
        count("made");
    }

    void triedAgain() {
        count("tried-again");
    }

    void failed() {
        count("failed");
    }

    void damaged() {
        count("damaged");
    }

    void expired() {
        count("expired");
    }

    void restored() {
        count("restored");
    }

    void notRestored() {
        count("not-restored");
    }

    void overdue(long saves) {
        overdue.set(saves);
    }

    private void count(String outcome) {
        Counter.builder("agis.provisioning.saves")
                .description("What became of saves and restores")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }
}
