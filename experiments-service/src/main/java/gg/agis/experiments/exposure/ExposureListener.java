package gg.agis.experiments.exposure;

import gg.agis.common.event.ExperimentsEvent.Exposed;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import gg.agis.experiments.experiment.Experiments;
import gg.agis.experiments.experiment.Experiments.Reference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Hears who met which variant, from whoever evaluates experiments; a whole poll is two statements. */
@Component
class ExposureListener implements EventListener {

    private final Experiments experiments;
    private final Exposures exposures;
    private final ExposureMetrics metrics;

    ExposureListener(Experiments experiments, Exposures exposures, ExposureMetrics metrics) {
        this.experiments = experiments;
        this.exposures = exposures;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "experiments.exposures";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.EXPERIMENTS_EXPOSURES);
    }

    /** Whichever comes first, the result is the same, so nothing waits. */
    @Override
    public OnPoison onPoison() {
        return OnPoison.PASS;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        var exposed = deliveries.stream()
                .map(Delivery::event)
                .filter(Exposed.class::isInstance)
                .map(Exposed.class::cast)
                .toList();
        var known = experiments.references(
                exposed.stream().map(Exposed::experimentId).toList());
        exposures.take(exposed.stream().map(fact -> exposure(fact, known)).toList());
        metrics.exposed(exposed.size());
    }

    private static Exposure exposure(Exposed fact, Map<String, Reference> known) {
        var experiment = known.get(fact.experimentId());
        if (experiment == null) {
            throw new IllegalArgumentException("there is no experiment of " + fact);
        }
        experiment.require(fact.unitKind(), fact.variantId());
        return new Exposure(experiment.number(), fact.unitId(), fact.playerId(), fact.variantId(), fact.at());
    }
}
