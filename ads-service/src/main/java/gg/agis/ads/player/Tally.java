package gg.agis.ads.player;

import java.time.LocalDate;
import java.util.Set;

/**
 * What a player's days have seen so far.
 *
 * @param day this one, in UTC
 * @param earnedGc what was credited or held on it
 * @param credited whether a conversion was credited on it
 * @param counted how many were ever credited or held
 * @param countedBeforeWindow how many of these before the window within which too many are too many
 * @param creditedDays the days before this one, not all of them, on which a conversion was credited
 */
public record Tally(
        LocalDate day,
        long earnedGc,
        boolean credited,
        long counted,
        long countedBeforeWindow,
        Set<LocalDate> creditedDays) {

    public Tally {
        creditedDays = Set.copyOf(creditedDays);
    }

    public long recently() {
        return Math.max(0, counted - countedBeforeWindow);
    }

    /** How many days in a row before this one. */
    public int daysBefore(int most) {
        int days = 0;
        while (days < most && creditedDays.contains(day.minusDays(days + 1L))) {
            days++;
        }
        return days;
    }

    /** After one more that was credited, or is held. */
    public Tally plus(long rewardGc, boolean isCredited) {
        return new Tally(
                day,
                Math.addExact(earnedGc, rewardGc),
                credited || isCredited,
                counted + 1,
                countedBeforeWindow,
                creditedDays);
    }
}
