package gg.agis.experiments.experiment;

import gg.agis.common.outbox.Outbox;
import gg.agis.common.token.Caller;
import gg.agis.experiments.operator.AuditLog;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts, pauses and ends experiments and widens their traffic; whoever evaluates them hears of it in the same commit. */
@Component
public class SteerExperiment {

    private final Experiments experiments;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Clock clock;

    SteerExperiment(Experiments experiments, AuditLog audit, Outbox outbox, Clock clock) {
        this.experiments = experiments;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public Steered go(String id, Edge edge, Caller by, String reason) {
        var found = experiments.lock(id);
        if (found.isEmpty()) {
            return new Steered.Unknown();
        }
        var experiment = found.get();
        if (!edge.leadsFrom(experiment.status())) {
            return new Steered.NotAllowed(experiment.status());
        }
        var now = clock.instant();
        if (edge == Edge.START) {
            if (!now.isBefore(experiment.period().endsAt())) {
                return new Steered.Late();
            }
            var others = experiments.overlapping(experiment);
            if (!others.isEmpty()) {
                return new Steered.Overlapping(others);
            }
        }
        var changed = experiment.becomes(edge.to(), now);
        experiments.save(changed, now);
        audit.record(by, "experiment-" + edge.word(), target(id), reason);
        // Of a draft that is archived nobody has heard.
        if (experiment.status() != Status.DRAFT || edge == Edge.START) {
            outbox.publish(changed.definition());
        }
        return new Steered.Done(changed);
    }

    @Transactional
    public Steered widen(String id, int trafficBp, Caller by) {
        var found = experiments.lock(id);
        if (found.isEmpty()) {
            return new Steered.Unknown();
        }
        var experiment = found.get();
        if (!experiment.status().isUnderWay()) {
            return new Steered.NotAllowed(experiment.status());
        }
        int before = experiment.design().trafficBp();
        if (trafficBp < before) {
            return new Steered.Shrinking(before);
        }
        if (trafficBp == before) {
            return new Steered.Done(experiment);
        }
        var changed = experiment.withTraffic(trafficBp);
        experiments.save(changed, clock.instant());
        audit.record(by, "experiment-traffic", target(id), "from %d to %d Bp".formatted(before, trafficBp));
        outbox.publish(changed.definition());
        return new Steered.Done(changed);
    }

    private static String target(String id) {
        return "experiment:" + id;
    }
}
