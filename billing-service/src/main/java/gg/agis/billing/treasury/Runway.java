package gg.agis.billing.treasury;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a treasury pays for what runs now, at today's prices.
 *
 * @param hoursLeft whole hours that can still be paid; absent where nothing burns
 * @param emptyAt when the next hour cannot be paid; absent as well where that is too far away to be a date
 */
record Runway(
        @Nullable Long hoursLeft,
        long burnPerHour,
        @Nullable Instant emptyAt) {

    /** A hundred years. */
    private static final long HOURS_FORESEEN_MAX = 876_600;

    static Runway of(long available, long burnPerHour, Instant now) {
        if (burnPerHour == 0) {
            return new Runway(null, 0, null);
        }
        long hoursLeft = Math.max(0, available) / burnPerHour;
        var emptyAt = hoursLeft > HOURS_FORESEEN_MAX
                ? null
                : now.plus(Duration.ofHours(hoursLeft)).truncatedTo(ChronoUnit.SECONDS);
        return new Runway(hoursLeft, burnPerHour, emptyAt);
    }
}
