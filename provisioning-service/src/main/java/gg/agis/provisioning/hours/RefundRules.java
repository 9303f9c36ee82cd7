package gg.agis.provisioning.hours;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which paid hours come back, and how much of each. */
public final class RefundRules {

    /** So much of an hour comes back. */
    public record Share(PaidHour hour, long amount) {}

    /** When nobody could play, though it was paid. */
    public record Outage(Instant from, Instant to) {}

    private RefundRules() {}

    /**
     * What was not used when a server ends: whole hours that had not begun.
     *
     * @param ranUntil until when the game ran; absent if it never did, then everything comes back
     * @param withSetup whether the set-up was for nothing as well
     */
    public static List<Share> unused(List<PaidHour> hours, Optional<Instant> ranUntil, boolean withSetup) {
        return hours.stream()
                .filter(hour -> hour.isSetup()
                        ? withSetup || ranUntil.isEmpty()
                        : ranUntil.isEmpty() || !hour.startsAt().isBefore(ranUntil.get()))
                .filter(hour -> hour.refundable() > 0)
                .map(hour -> new Share(hour, hour.refundable()))
                .toList();
    }

    /** What a server was paid for and slept through: hours that lay wholly in the sleep. */
    public static List<Share> slept(List<PaidHour> hours, Instant fellAsleep, Instant woke) {
        return hours.stream()
                .filter(hour -> !hour.isSetup() && hour.refundable() > 0)
                .filter(hour ->
                        !hour.startsAt().isBefore(fellAsleep) && !hour.endsAt().isAfter(woke))
                .map(hour -> new Share(hour, hour.refundable()))
                .toList();
    }

    /**
     * What a server did not deliver: whole minutes at the price of the hour in which they fall. The sum is rounded down
     * once; each hour bears what it adds to it.
     */
    public static List<Share> undelivered(List<PaidHour> hours, List<Outage> outages) {
        var shares = new ArrayList<Share>();
        long minutesTimesPrice = 0;
        for (var hour : hours) {
            if (hour.isSetup()) {
                continue;
            }
            long before = minutesTimesPrice / 60;
            minutesTimesPrice += minutesDown(hour, outages) * hour.price();
            long amount = Math.min(minutesTimesPrice / 60 - before, hour.refundable());
            if (amount > 0) {
                shares.add(new Share(hour, amount));
            }
        }
        return shares;
    }

    private static long minutesDown(PaidHour hour, List<Outage> outages) {
        long seconds = 0;
        for (var outage : outages) {
            var from = outage.from().isAfter(hour.startsAt()) ? outage.from() : hour.startsAt();
            var to = outage.to().isBefore(hour.endsAt()) ? outage.to() : hour.endsAt();
            if (to.isAfter(from)) {
                seconds += Duration.between(from, to).toSeconds();
            }
        }
        return seconds / 60;
    }
}
