package gg.agis.experiments.custom;

import gg.agis.common.id.MadeId;
import gg.agis.experiments.experiment.Experiments;
import gg.agis.experiments.exposure.Exposures;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes what somebody counted of a unit, once. */
@Component
class RecordEvent {

    static final Duration OLDEST = Duration.ofDays(35);

    /** No two clocks are the same. */
    private static final Duration AHEAD_MAX = Duration.ofSeconds(10);

    private static final int TYPES_MAX = 50;

    /**
     * One thing that was counted.
     *
     * @param eventId given by whoever counts; the same one is the same event
     */
    record Counted(String eventId, String unitId, String type, BigDecimal value, Instant at) {}

    /** What became of it. */
    enum Recorded {
        NEW,
        DUPLICATE,
        UNKNOWN_EXPERIMENT,
        NOT_ASSIGNED,
        OUT_OF_WINDOW,
        TOO_MANY_TYPES
    }

    private final Experiments experiments;
    private final Exposures exposures;
    private final CustomEvents events;
    private final Clock clock;

    RecordEvent(Experiments experiments, Exposures exposures, CustomEvents events, Clock clock) {
        this.experiments = experiments;
        this.exposures = exposures;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    Recorded record(String experimentId, Counted event) {
        var experiment = experiments.reference(experimentId);
        if (experiment.isEmpty()) {
            return Recorded.UNKNOWN_EXPERIMENT;
        }
        int number = experiment.get().number();
        var id = MadeId.of("experiment-event", experimentId, event.eventId());
        if (!events.isNew(id)) {
            return Recorded.DUPLICATE;
        }
        var now = clock.instant();
        if (event.at().isAfter(now.plus(AHEAD_MAX)) || event.at().isBefore(now.minus(OLDEST))) {
            return Recorded.OUT_OF_WINDOW;
        }
        if (exposures.variantOf(number, event.unitId()).isEmpty()) {
            return Recorded.NOT_ASSIGNED;
        }
        if (!events.hasRoomFor(number, event.type(), TYPES_MAX)) {
            return Recorded.TOO_MANY_TYPES;
        }
        events.add(number, id, event);
        return Recorded.NEW;
    }
}
