package gg.agis.experiments.schedule;

import gg.agis.common.round.Round;
import gg.agis.common.token.Caller;
import gg.agis.experiments.experiment.Edge;
import gg.agis.experiments.experiment.SteerExperiment;
import gg.agis.experiments.experiment.Steered;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Starts and ends experiments at their dates. What is due stands in the database, so any replica finds it, however long
 * none was there; the experiment's row lets one of them do it, and the others find it done.
 */
@Component
class ScheduleReconciler implements Round {

    private static final Logger log = LoggerFactory.getLogger(ScheduleReconciler.class);

    private static final Caller ITSELF = Caller.service("experiments");

    /** So long a record stands that says that all is over. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(400);

    private final DueExperiments due;
    private final SteerExperiment steer;
    private final ForgetExperiment forget;
    private final ExperimentCounts counts;
    private final Clock clock;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    ScheduleReconciler(
            DueExperiments due, SteerExperiment steer, ForgetExperiment forget, ExperimentCounts counts, Clock clock) {
        this.due = due;
        this.steer = steer;
        this.forget = forget;
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "experiment-schedule";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void make() {
        var now = clock.instant();
        due.toEnd(now).forEach(id -> steer.go(id, Edge.COMPLETE, ITSELF, "its end has come"));
        due.toStart(now).forEach(this::start);
        due.toForget(now, FORGOTTEN_AFTER).forEach(forget::forget);
        counts.are(due.counts());
    }

    /** One that is in another's way waits until the other has ended. */
    private void start(String id) {
        var steered = steer.go(id, Edge.START, ITSELF, "its start has come");
        if (steered instanceof Steered.Overlapping overlapping && said.add(id)) {
            log.warn("The experiment {} is due and waits for {}", id, overlapping.with());
        }
    }
}
