package gg.agis.experiments.statistics;

import java.util.List;
import java.util.Optional;

/** What may be said of an experiment, and how sure one may be of it. Formulas: {@code docs/statistics.md}. */
public final class Statistics {

    /** A sample ratio that chance gives less often than this makes an experiment's results untrustworthy. */
    public static final double UNTRUSTWORTHY_BELOW = 0.001;

    private static final double ALPHA_MIN = 1e-6;
    private static final double ALPHA_MAX = 0.5;
    private static final double POWER_MIN = 0.5;
    private static final double POWER_MAX = 1 - 1e-6;

    private Statistics() {}

    /**
     * Nothing when an arm has fewer than two units, whose spread nobody knows, or when neither arm has any spread and both
     * differ, but for {@value Difference#CONSTANT_UNITS_MIN} units or more in each.
     *
     * @param alpha how often the interval may miss the truth
     */
    public static Optional<Comparison> compare(Sample control, Sample variant, double alpha) {
        requireWithin("alpha", alpha, ALPHA_MIN, ALPHA_MAX);
        if (control.units() < 2 || variant.units() < 2) {
            return Optional.empty();
        }
        var difference = new Difference(control, variant);
        return difference.isWithoutNoise() ? difference.asItIs() : Optional.of(difference.judged(alpha));
    }

    /**
     * How often chance alone gives arms numbers of units as far from their shares as these, by chi-square. One when there
     * are too few units to say.
     *
     * @param sharesBp what each arm should get, in any unit
     */
    public static double sampleRatioP(List<Long> units, List<Integer> sharesBp) {
        return SampleRatio.p(units, sharesBp);
    }

    /**
     * How many units each arm needs so that a difference of means of the given size is found at one look, with
     * probability {@code power}. Who looks all the time with the sequential p needs more: about as many again.
     *
     * @param mean of a unit under control
     * @param variance of units, the same in both arms
     * @param minimumEffect as a part of the mean: 0.05 is five percent more or less
     * @return {@link Long#MAX_VALUE} where no number is enough, as with a mean of zero
     */
    public static long unitsNeeded(double mean, double variance, double minimumEffect, double alpha, double power) {
        requireWithin("alpha", alpha, ALPHA_MIN, ALPHA_MAX);
        requireWithin("power", power, POWER_MIN, POWER_MAX);
        return UnitsNeeded.perArm(mean, variance, minimumEffect, alpha, power);
    }

    private static void requireWithin(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException("%s is %s, not within %s and %s".formatted(name, value, min, max));
        }
    }
}
