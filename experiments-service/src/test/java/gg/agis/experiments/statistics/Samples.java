package gg.agis.experiments.statistics;

import java.math.BigDecimal;
import java.util.List;

/** Arms of experiments. */
final class Samples {

    private Samples() {}

    static Sample rate(long units, long conversions) {
        return new Sample(units, BigDecimal.valueOf(conversions), BigDecimal.valueOf(conversions));
    }

    static Sample same(long units, String value) {
        return scaled(rate(units, units), new BigDecimal(value));
    }

    static Sample of(List<BigDecimal> values) {
        return new Sample(
                values.size(),
                values.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                values.stream().map(value -> value.multiply(value)).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** As if every unit's value had been multiplied. */
    static Sample scaled(Sample sample, BigDecimal factor) {
        return new Sample(
                sample.units(),
                sample.sum().multiply(factor),
                sample.sumOfSquares().multiply(factor).multiply(factor));
    }

    /** As if a value had been added to every unit's. */
    static Sample shifted(Sample sample, BigDecimal by) {
        var units = BigDecimal.valueOf(sample.units());
        return new Sample(
                sample.units(),
                sample.sum().add(units.multiply(by)),
                sample.sumOfSquares()
                        .add(sample.sum().multiply(by).multiply(BigDecimal.TWO))
                        .add(units.multiply(by).multiply(by)));
    }
}
