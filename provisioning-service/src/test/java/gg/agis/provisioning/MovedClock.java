package gg.agis.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The domain's time: runs with the system's, from wherever a test has set it, or stands still. */
public final class MovedClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;
    private volatile Instant stoppedAt = Instant.MAX;

    @Override
    public Instant instant() {
        return stoppedAt.equals(Instant.MAX) ? Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS) : stoppedAt;
    }

    public void stopAt(Instant moment) {
        stoppedAt = moment;
    }

    public void moveOn(Duration by) {
        if (stoppedAt.equals(Instant.MAX)) {
            ahead = ahead.plus(by);
        } else {
            stoppedAt = stoppedAt.plus(by);
        }
    }

    /** As the system's again. */
    public void run() {
        stoppedAt = Instant.MAX;
        ahead = Duration.ZERO;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
