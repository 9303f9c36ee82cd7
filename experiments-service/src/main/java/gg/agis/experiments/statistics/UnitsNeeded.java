package gg.agis.experiments.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The size of an experiment, before it begins. */
final class UnitsNeeded {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Fewer have no spread. */
    private static final long MIN = 2;

    private UnitsNeeded() {}

    static long perArm(double mean, double variance, double minimumEffect, double alpha, double power) {
        if (!Double.isFinite(mean) || !Double.isFinite(variance) || variance < 0 || !Double.isFinite(minimumEffect)) {
            throw new IllegalArgumentException(
                    "mean %s, variance %s, effect %s".formatted(mean, variance, minimumEffect));
        }
        if (mean * minimumEffect == 0) {
            return Long.MAX_VALUE;
        }
        double deviations = Math.sqrt(variance) / Math.abs(mean * minimumEffect);
        double quantiles = NORMAL.inverseSurvivalProbability(alpha / 2) + NORMAL.inverseCumulativeProbability(power);
        double units = 2 * deviations * deviations * quantiles * quantiles;
        // The cast stops at the greatest number there is.
        return Math.max(MIN, (long) Math.ceil(units));
    }
}
