package gg.agis.provisioning.hours;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An hour that was paid, or the set-up.
 *
 * @param index of the hour within its request; the set-up is {@link #SETUP}
 * @param price of this hour
 * @param refunded what of that has come back
 */
public record PaidHour(UUID requestId, int index, Instant startsAt, long price, long refunded) {

    /** However clocks are set: a paid hour is so many seconds. */
    public static final Duration LENGTH = Duration.ofHours(1);

    static final int SETUP = -1;

    public boolean isSetup() {
        return index == SETUP;
    }

    Instant endsAt() {
        return startsAt.plus(LENGTH);
    }

    long refundable() {
        return price - refunded;
    }
}
