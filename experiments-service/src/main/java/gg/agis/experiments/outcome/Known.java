package gg.agis.experiments.outcome;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a conversion: a set of facts, so that neither their order nor their number matters. It is judged as a
 * whole; each fact changes what its unit has by the difference.
 *
 * @param rewarded nothing as long as it is not known to be rewarded
 * @param rejectedUnit whose it is, where it was rejected
 */
record Known(
        @Nullable Credit rewarded,
        @Nullable String rejectedUnit,
        @Nullable Credit reversed) {

    static final Known NOTHING = new Known(null, null, null);

    /** What a unit was given, or what was taken back from it. */
    record Credit(String unit, long gc, long payoutMicros) {}

    /** What was known first stands. */
    Known and(Known more) {
        return new Known(
                rewarded == null ? more.rewarded : rewarded,
                rejectedUnit == null ? more.rejectedUnit : rejectedUnit,
                reversed == null ? more.reversed : reversed);
    }

    /**
     * Whose it is. A player who was erased has another name in later facts, so the one that it was rewarded to counts
     * before the others.
     */
    Optional<String> unit() {
        return Stream.of(
                        rewarded == null ? null : rewarded.unit(),
                        rejectedUnit,
                        reversed == null ? null : reversed.unit())
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** A reversal of what was never rewarded takes nothing back: there was nothing. */
    Totals totals() {
        if (unit().isEmpty()) {
            return Totals.NOTHING;
        }
        boolean isRejected = rewarded == null && rejectedUnit != null;
        int takenBack = reversed == null ? 0 : 1;
        if (rewarded == null) {
            return new Totals(0, 1, isRejected ? 1 : 0, isRejected ? 0 : takenBack, 0, 0, 0);
        }
        return new Totals(
                1,
                1,
                0,
                takenBack,
                rewarded.gc(),
                rewarded.gc() - (reversed == null ? 0 : reversed.gc()),
                rewarded.payoutMicros() - (reversed == null ? 0 : reversed.payoutMicros()));
    }
}
