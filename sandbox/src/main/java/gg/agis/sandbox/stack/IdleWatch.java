package gg.agis.sandbox.stack;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells from the processor time that a stack has used for how long it has had nothing to do. */
final class IdleWatch {

    /** Of one core. Ten JVMs that wait use about a tenth: heartbeats, polls, housekeeping. */
    private static final double BUSY_SHARE = 0.4;

    private @Nullable Instant lastAt;
    private Duration lastCpu = Duration.ZERO;
    private @Nullable Instant idleSince;

    Duration idleAfter(Instant now, Duration cpu) {
        Instant before = lastAt;
        if (before == null || isBusy(Duration.between(before, now), cpu.minus(lastCpu))) {
            idleSince = now;
        }
        lastAt = now;
        lastCpu = cpu;
        return idleSince == null ? Duration.ZERO : Duration.between(idleSince, now);
    }

    // Less time than before means that a process was replaced, which is not idleness either.
    private static boolean isBusy(Duration passed, Duration used) {
        return used.isNegative() || used.toMillis() > passed.toMillis() * BUSY_SHARE;
    }
}
