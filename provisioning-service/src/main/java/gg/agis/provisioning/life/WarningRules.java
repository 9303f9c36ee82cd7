package gg.agis.provisioning.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a guild hears that a server's time runs out: once each time that what is left falls below a mark. */
final class WarningRules {

    private static final List<Integer> MARKS = List.of(10, 60, 360, 1440);
    private static final int FORESEEN_HOURS_MAX = 24 * 365;

    /**
     * What follows.
     *
     * @param minutesLeft to be told, if anything is
     * @param mark the lowest that has been passed, if any has
     */
    record Warning(@Nullable Integer minutesLeft, @Nullable Integer mark) {}

    private WarningRules() {}

    /** Until when a server runs that renews itself, if nobody puts anything in and nothing else is bought. */
    static Instant lastsUntil(Instant paidUntil, long available, long burnPerHour) {
        long hours = burnPerHour <= 0 ? 0 : Math.max(0, available) / burnPerHour;
        return paidUntil.plus(Duration.ofHours(Math.min(hours, FORESEEN_HOURS_MAX)));
    }

    /**
     * @param passed the lowest mark that had been passed before
     * @param slack what is left has to be so much above a mark before the mark counts as not passed
     */
    static Warning next(Instant until, @Nullable Integer passed, Duration slack, Instant now) {
        var left = Duration.between(now, until);
        var reached = markOf(left);
        if (reached != null && (passed == null || reached < passed)) {
            return new Warning(Math.toIntExact(Math.max(0, left.plusSeconds(59).toMinutes())), reached);
        }
        boolean isBack =
                passed != null && left.compareTo(Duration.ofMinutes(passed).plus(slack)) > 0;
        return new Warning(null, isBack ? reached : passed);
    }

    /** What is left at the beginning is no news. */
    static @Nullable Integer markOf(Duration left) {
        return MARKS.stream()
                .filter(mark -> left.compareTo(Duration.ofMinutes(mark)) <= 0)
                .findFirst()
                .orElse(null);
    }
}
