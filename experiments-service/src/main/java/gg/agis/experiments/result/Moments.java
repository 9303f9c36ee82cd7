package gg.agis.experiments.result;

import gg.agis.experiments.statistics.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A metric of an arm as a ratio of two sums over its units, with what tells how they vary; what is per unit is a ratio to
 * the number of units.
 *
 * @param x sums, of squares too, of what is divided
 * @param y the same of what it is divided by
 * @param xy sum of their products
 */
record Moments(long units, Sums x, Sums y, BigDecimal xy) {

    record Sums(BigDecimal sum, BigDecimal squares) {}

    /**
     * As a sample of as many units with the same mean and variance. Of a ratio of sums each unit stands for itself by how
     * far it pulls the ratio (the delta method), since several conversions of one unit are not independent.
     */
    Sample sample() {
        if (y.sum().signum() == 0) {
            return Sample.NONE;
        }
        var n = BigDecimal.valueOf(units);
        if (y.sum().compareTo(n) == 0 && y.squares().compareTo(n) == 0) {
            return new Sample(units, x.sum(), x.squares());
        }
        var exact = MathContext.DECIMAL128;
        var ratio = x.sum().divide(y.sum(), exact);
        var perUnit = y.sum().divide(n, exact);
        var pull = x.squares()
                .subtract(BigDecimal.TWO.multiply(ratio).multiply(xy))
                .add(ratio.multiply(ratio).multiply(y.squares()))
                .max(BigDecimal.ZERO)
                .divide(perUnit.multiply(perUnit), exact);
        var sum = ratio.multiply(n);
        // Never less than the squares of as many equal units, whatever was rounded before.
        var equal = sum.multiply(sum).divide(n, new MathContext(60, RoundingMode.CEILING));
        return new Sample(units, sum, equal.add(pull));
    }
}
