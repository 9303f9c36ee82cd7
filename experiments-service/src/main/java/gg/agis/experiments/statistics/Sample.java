package gg.agis.experiments.statistics;

import java.math.BigDecimal;
import java.math.MathContext;

/** What one arm showed in a metric: n units, their sum and sum of squares, exact. */
public record Sample(long units, BigDecimal sum, BigDecimal sumOfSquares) {

    public static final Sample NONE = new Sample(0, BigDecimal.ZERO, BigDecimal.ZERO);

    private static final int DIGITS_MAX = 200;

    public Sample {
        if (units < 0 || (units == 0 && (sum.signum() != 0 || sumOfSquares.signum() != 0))) {
            throw new IllegalArgumentException(
                    "%d units cannot have a sum of %s and of squares %s".formatted(units, sum, sumOfSquares));
        }
        if (Math.abs((long) sumOfSquares.precision() - sumOfSquares.scale()) > DIGITS_MAX) {
            throw new IllegalArgumentException("a sum of squares is beyond every metric: " + sumOfSquares);
        }
        if (spread(units, sum, sumOfSquares).signum() < 0) {
            throw new IllegalArgumentException(
                    "%d units of sum %s cannot have so few squares: %s".formatted(units, sum, sumOfSquares));
        }
    }

    /** Zero of none. */
    public double mean() {
        return units == 0
                ? 0
                : sum.divide(BigDecimal.valueOf(units), MathContext.DECIMAL128).doubleValue();
    }

    /** How far units are from each other, unbiased; zero where there is no other. */
    public double variance() {
        return units < 2
                ? 0
                : spread().divide(
                                BigDecimal.valueOf(units).multiply(BigDecimal.valueOf(units - 1)),
                                MathContext.DECIMAL128)
                        .doubleValue();
    }

    /**
     * n (n - 1) times the variance. Exact, so that many units of nearly the same value do not lose it to rounding, as they
     * would with binary fractions.
     */
    BigDecimal spread() {
        return spread(units, sum, sumOfSquares);
    }

    private static BigDecimal spread(long units, BigDecimal sum, BigDecimal sumOfSquares) {
        return BigDecimal.valueOf(units).multiply(sumOfSquares).subtract(sum.multiply(sum));
    }
}
