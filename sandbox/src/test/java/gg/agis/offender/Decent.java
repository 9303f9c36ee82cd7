package gg.agis.offender;

import java.time.Clock;
import java.time.Instant;

/** Breaks no rule. */
final class Decent {

    private final Clock clock;

    Decent(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }
}
