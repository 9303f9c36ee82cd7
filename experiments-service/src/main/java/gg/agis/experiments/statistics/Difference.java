package gg.agis.experiments.statistics;

import static java.math.MathContext.DECIMAL128;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of two means and the noise in it.
 *
 * <p>For one look: Welch's t, since a multiplier that raises a mean raises the variance with it, and Student's t, which
 * takes the variances for equal, is wrong then as soon as the arms are not of one size; where they are equal it loses next
 * to nothing. For many looks: {@link Mixture}.
 *
 * <p>Sums are exact up to the last division, and only ratios become binary fractions; so nothing cancels, and arms that
 * change places give the same answer mirrored to the last digit.
 */
final class Difference {

    /** So many in each arm, all of one value each, are no chance: of 60 units in two halves it has 1 in 10^17. */
    static final int CONSTANT_UNITS_MIN = 30;

    private final Sample control;
    private final Sample variant;
    private final BigDecimal value;
    private final BigDecimal controlNoise;
    private final BigDecimal variantNoise;
    private final BigDecimal noise;

    Difference(Sample control, Sample variant) {
        this.control = control;
        this.variant = variant;
        var controlUnits = BigDecimal.valueOf(control.units());
        var variantUnits = BigDecimal.valueOf(variant.units());
        value = variant.sum()
                .multiply(controlUnits)
                .subtract(control.sum().multiply(variantUnits))
                .divide(controlUnits.multiply(variantUnits), DECIMAL128);
        controlNoise = varianceOfMean(control);
        variantNoise = varianceOfMean(variant);
        noise = controlNoise.add(variantNoise);
    }

    boolean isWithoutNoise() {
        return noise.signum() == 0;
    }

    /** Of arms that each have a single value. */
    Optional<Comparison> asItIs() {
        if (value.signum() == 0) {
            return Optional.of(new Comparison(0, 0, 0, 1, 1));
        }
        double known = value.doubleValue();
        return Math.min(control.units(), variant.units()) < CONSTANT_UNITS_MIN
                ? Optional.empty()
                : Optional.of(new Comparison(known, known, known, 0, 0));
    }

    Comparison judged(double alpha) {
        var student = TDistribution.of(degreesOfFreedom());
        double t = Math.sqrt(inNoise(noise));
        double center = value.doubleValue();
        double margin = student.inverseSurvivalProbability(alpha / 2)
                * noise.sqrt(DECIMAL128).doubleValue();
        return new Comparison(
                center,
                center - margin,
                center + margin,
                Math.min(1, 2 * student.survivalProbability(t)),
                Mixture.p(control.units(), variant.units(), inNoise(noise.max(noiseWithoutDifference()))));
    }

    /** As Welch and Satterthwaite have it, but in parts of the noise, which neither overflow nor vanish. */
    private double degreesOfFreedom() {
        double controlPart = controlNoise.divide(noise, DECIMAL128).doubleValue();
        double variantPart = variantNoise.divide(noise, DECIMAL128).doubleValue();
        return 1
                / (controlPart * controlPart / (control.units() - 1)
                        + variantPart * variantPart / (variant.units() - 1));
    }

    /**
     * The noise if the arms are one and the same. A small arm without a single conversion seems to have none of its own,
     * and would be taken for certain beside a large one; whoever looks every day meets that day.
     */
    private BigDecimal noiseWithoutDifference() {
        var controlUnits = BigDecimal.valueOf(control.units());
        var variantUnits = BigDecimal.valueOf(variant.units());
        var units = controlUnits.add(variantUnits);
        return control.spread()
                .multiply(variantUnits)
                .add(variant.spread().multiply(controlUnits))
                .multiply(units)
                .divide(
                        controlUnits.multiply(variantUnits).pow(2).multiply(units.subtract(BigDecimal.TWO)),
                        DECIMAL128);
    }

    private double inNoise(BigDecimal noise) {
        return value.multiply(value).divide(noise, DECIMAL128).doubleValue();
    }

    private static BigDecimal varianceOfMean(Sample sample) {
        var units = BigDecimal.valueOf(sample.units());
        return sample.spread().divide(units.multiply(units).multiply(units.subtract(BigDecimal.ONE)), DECIMAL128);
    }
}
