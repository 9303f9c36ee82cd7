package gg.agis.experiments.exposure;

import gg.agis.common.event.ExperimentsEvent.Variant;
import gg.agis.experiments.design.UnitKind;
import gg.agis.experiments.experiment.Experiment;
import gg.agis.experiments.experiment.Experiments;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Evaluates an experiment for whoever cannot do it in its own process. The first answer stands here, as it does there. */
@Component
class AssignUnit {

    /** Whether there is such an experiment, and the unit's part in it. */
    record Assigned(boolean known, Optional<Variant> variant) {}

    private final Experiments experiments;
    private final Exposures exposures;
    private final ExposureMetrics metrics;
    private final Clock clock;

    AssignUnit(Experiments experiments, Exposures exposures, ExposureMetrics metrics, Clock clock) {
        this.experiments = experiments;
        this.exposures = exposures;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Transactional
    Assigned assign(String experimentId, String unitId) {
        return experiments
                .find(experimentId)
                .map(experiment -> new Assigned(true, variant(experiment, unitId)))
                .orElseGet(() -> new Assigned(false, Optional.empty()));
    }

    private Optional<Variant> variant(Experiment experiment, String unitId) {
        if (!experiment.isUnderWay(clock.instant())) {
            return Optional.empty();
        }
        var evaluator = experiment.evaluator();
        int number = experiments.reference(experiment.id()).orElseThrow().number();
        var standing = exposures.variantOf(number, unitId);
        if (standing.isPresent()) {
            return Optional.ofNullable(evaluator.keep(standing.get()));
        }
        var admitted = evaluator.admit(unitId);
        if (admitted == null) {
            return Optional.empty();
        }
        boolean isPlayer = experiment.design().unitKind() == UnitKind.PLAYER;
        exposures.take(List.of(new Exposure(number, unitId, isPlayer ? unitId : null, admitted.id(), clock.instant())));
        metrics.exposed(1);
        // Somebody may have been first in the meantime.
        return Optional.ofNullable(
                evaluator.keep(exposures.variantOf(number, unitId).orElseThrow()));
    }
}
