package gg.agis.experiments.design;

import java.time.Instant;

/**
 * When an experiment is under way.
 *
 * @param startsItself whether it was made before it starts
 */
public record Period(Instant createdAt, Instant startsAt, Instant endsAt, boolean startsItself) {

    /** Whoever starts it before its time has it start now. */
    public Period startedAt(Instant now) {
        return now.isBefore(startsAt) ? new Period(createdAt, now, endsAt, startsItself) : this;
    }
}
