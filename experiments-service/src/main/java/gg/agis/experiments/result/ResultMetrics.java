package gg.agis.experiments.result;

import gg.agis.experiments.design.Guardrail;
import gg.agis.experiments.design.Measure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What operators are alerted by. */
@Component
class ResultMetrics {

    private final Map<Measure, Counter> stops = new EnumMap<>(Measure.class);
    private final Counter sampleRatios;

    ResultMetrics(MeterRegistry meters) {
        for (var measure : Measure.values()) {
            if (Guardrail.isOne(measure)) {
                stops.put(
                        measure,
                        Counter.builder("agis.experiment.guardrail.stops")
                                .description("Experiments that were stopped because a variant did harm")
                                .tag("guardrail", measure.word())
                                .register(meters));
            }
        }
        sampleRatios = Counter.builder("agis.experiment.srm.failures")
                .description("Experiments that share out their units otherwise than they should")
                .register(meters);
    }

    void stoppedBy(Measure guardrail) {
        Objects.requireNonNull(stops.get(guardrail)).increment();
    }

    void sampleRatioFailed() {
        sampleRatios.increment();
    }
}
