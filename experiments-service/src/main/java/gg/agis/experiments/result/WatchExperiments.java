package gg.agis.experiments.result;

import gg.agis.common.round.Round;
import gg.agis.common.token.Caller;
import gg.agis.experiments.design.Arm;
import gg.agis.experiments.design.Guardrail;
import gg.agis.experiments.experiment.Edge;
import gg.agis.experiments.experiment.Experiment;
import gg.agis.experiments.experiment.Experiments;
import gg.agis.experiments.experiment.SteerExperiment;
import gg.agis.experiments.experiment.Steered;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends experiments that do harm, and says once of each that shares out its units wrongly. Every replica looks; the
 * experiment's row lets one of them act.
 */
@Component
class WatchExperiments implements Round {

    private static final Logger log = LoggerFactory.getLogger(WatchExperiments.class);

    private static final Caller ITSELF = Caller.service("experiments");

    private final Experiments experiments;
    private final Figures figures;
    private final SteerExperiment steer;
    private final ResultMetrics metrics;
    private final ResultSettings settings;

    WatchExperiments(
            Experiments experiments,
            Figures figures,
            SteerExperiment steer,
            ResultMetrics metrics,
            ResultSettings settings) {
        this.experiments = experiments;
        this.figures = figures;
        this.steer = steer;
        this.metrics = metrics;
        this.settings = settings;
    }

    /** A variant and what it exceeds. */
    private record Harm(String variantId, Guardrail guardrail) {}

    @Override
    public String name() {
        return "experiment-watch";
    }

    @Override
    public Duration pause() {
        return settings.watchPause();
    }

    @Override
    public void make() {
        experiments.underWay().forEach(this::watch);
    }

    private void watch(Experiment experiment) {
        int number = experiments.reference(experiment.id()).orElseThrow().number();
        var counts = figures.counts(number);
        var inOrder = experiment.design().arms().stream()
                .map(arm -> counts.getOrDefault(arm.id(), Counts.NOTHING))
                .toList();
        if (!JudgeExperiment.isTrustworthy(JudgeExperiment.sampleRatioP(experiment, inOrder))
                && experiments.noteSampleRatio(experiment.id())) {
            log.warn("The experiment {} shares out its units otherwise than it should", experiment.id());
            metrics.sampleRatioFailed();
        }
        harm(experiment, counts).ifPresent(harm -> stop(experiment, harm));
    }

    /** What control does, the experiment has not done. */
    private Optional<Harm> harm(Experiment experiment, Map<String, Counts> counts) {
        return experiment.design().arms().stream()
                .filter(arm -> !arm.control())
                .map(Arm::id)
                .flatMap(variant -> experiment.purpose().guardrails().stream()
                        .filter(guardrail ->
                                counts.getOrDefault(variant, Counts.NOTHING).exceeds(guardrail, settings.guardedFrom()))
                        .map(guardrail -> new Harm(variant, guardrail)))
                .findFirst();
    }

    private void stop(Experiment experiment, Harm harm) {
        var measure = harm.guardrail().measure();
        var reason = "'%s' exceeds %s of %d"
                .formatted(harm.variantId(), measure.word(), harm.guardrail().max());
        if (steer.go(experiment.id(), Edge.COMPLETE, ITSELF, reason) instanceof Steered.Done) {
            log.warn("The experiment {} is stopped: {}", experiment.id(), reason);
            metrics.stoppedBy(measure);
        }
    }
}
