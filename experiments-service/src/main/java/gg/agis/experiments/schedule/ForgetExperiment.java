package gg.agis.experiments.schedule;

import gg.agis.common.event.Topics;
import gg.agis.common.outbox.Outbox;
import gg.agis.experiments.experiment.Experiments;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes an experiment off the topic that has long been archived; here it stays. */
@Component
class ForgetExperiment {

    private final DueExperiments due;
    private final Experiments experiments;
    private final Outbox outbox;

    ForgetExperiment(DueExperiments due, Experiments experiments, Outbox outbox) {
        this.due = due;
        this.experiments = experiments;
        this.outbox = outbox;
    }

    @Transactional
    void forget(String id) {
        if (experiments.lock(id).isPresent() && due.forget(id)) {
            outbox.tombstone(Topics.EXPERIMENTS_DEFINITIONS, id);
        }
    }
}
