package gg.agis.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Against what {@code statistics/expected.py}, among the resources, computed by other means. */
class ExpectedValuesTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/statistics/comparisons.csv", numLinesToSkip = 1)
    void aComparisonIsWhatOthersComputed(
            String name, String control, String variant, double alpha, @Nullable String expected) {
        var comparison = Statistics.compare(sample(control), sample(variant), alpha);

        if (expected == null) {
            assertThat(comparison).isEmpty();
            return;
        }
        var others = numbers(expected, Double::valueOf);
        var ours = comparison
                .map(it -> List.of(it.difference(), it.low(), it.high(), it.p(), it.pSequential()))
                .orElseThrow();
        for (int figure = 0; figure < others.size(); figure++) {
            assertThat(ours.get(figure))
                    .as("figure %d", figure)
                    .isCloseTo(others.get(figure), nearly(others.get(figure)));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/statistics/sample-ratios.csv", numLinesToSkip = 1)
    void aSampleRatioIsWhatOthersComputed(String units, String shares, double p) {
        assertThat(Statistics.sampleRatioP(numbers(units, Long::valueOf), numbers(shares, Integer::valueOf)))
                .isCloseTo(p, nearly(p));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/statistics/units-needed.csv", numLinesToSkip = 1)
    void theUnitsNeededAreWhatOthersSearchedFor(
            double mean, double variance, double minimumEffect, double alpha, double power, double units) {
        assertThat((double) Statistics.unitsNeeded(mean, variance, minimumEffect, alpha, power))
                .isCloseTo(units, nearly(units));
    }

    private static Sample sample(String unitsSumAndSquares) {
        var numbers = numbers(unitsSumAndSquares, BigDecimal::new);
        return new Sample(numbers.getFirst().longValueExact(), numbers.get(1), numbers.get(2));
    }

    private static <T> List<T> numbers(String text, Function<String, T> parse) {
        return Arrays.stream(text.split(" ", -1)).map(parse).toList();
    }

    /** Relative, since a p of 1e-70 is to be right as well: what the references themselves are exact to. */
    private static Offset<Double> nearly(double expected) {
        return offset(Math.abs(expected) * 1e-9 + 1e-300);
    }
}
