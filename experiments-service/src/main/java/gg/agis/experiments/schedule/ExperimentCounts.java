package gg.agis.experiments.schedule;

import gg.agis.experiments.experiment.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How many experiments there are, as of the last look. */
@Component
class ExperimentCounts {

    private volatile Map<Status, Long> counts = Map.of();

    ExperimentCounts(MeterRegistry meters) {
        for (var status : Status.values()) {
            Gauge.builder("agis.experiments", () -> counts.getOrDefault(status, 0L))
                    .description("How many experiments there are")
                    .tag("status", status.word())
                    .register(meters);
        }
    }

    void are(Map<Status, Long> present) {
        counts = Map.copyOf(present);
    }
}
