package gg.agis.experiments.exposure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** How many exposures were taken. */
@Component
class ExposureMetrics {

    private final Counter exposures;

    ExposureMetrics(MeterRegistry meters) {
        exposures = Counter.builder("agis.experiment.exposures")
                .description("Players who met a variant for the first time")
                .register(meters);
    }

    /** Counted when it is true: what is rolled back is taken once more. */
    void exposed(int number) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                exposures.increment(number);
            }
        });
    }
}
