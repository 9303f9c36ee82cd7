package gg.agis.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Offset;

/** What holds whatever the arms show. */
class StatisticsLawsTest {

    private static final double ALPHA = 0.05;

    @Property(tries = 3_000)
    void noNumberIsEverMissing(
            @ForAll("samples") Sample control,
            @ForAll("samples") Sample variant,
            @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 0.5) double alpha) {
        var comparison = Statistics.compare(control, variant, alpha);

        if (Math.min(control.units(), variant.units()) < 2) {
            assertThat(comparison).isEmpty();
        }
        comparison.ifPresent(it -> {
            assertThat(Stream.of(it.difference(), it.low(), it.high())).allMatch(Double::isFinite);
            assertThat(it.low()).isLessThanOrEqualTo(it.difference());
            assertThat(it.high()).isGreaterThanOrEqualTo(it.difference());
            assertThat(it.p()).isBetween(0.0, 1.0);
            assertThat(it.pSequential()).isBetween(0.0, 1.0);
        });
    }

    @Property(tries = 2_000)
    void armsThatChangePlacesMirrorTheAnswer(@ForAll("samples") Sample one, @ForAll("samples") Sample other) {
        var there = Statistics.compare(one, other, ALPHA);
        var back = Statistics.compare(other, one, ALPHA);

        assertThat(back)
                .isEqualTo(there.map(it -> new Comparison(
                        0.0 - it.difference(), 0.0 - it.high(), 0.0 - it.low(), it.p(), it.pSequential())));
    }

    @Property(tries = 2_000)
    void theUnitOfMeasureIsOfNoImportance(
            @ForAll("samples") Sample control,
            @ForAll("samples") Sample variant,
            @ForAll("factors") BigDecimal factor) {
        var plain = Statistics.compare(control, variant, ALPHA);
        var scaled = Statistics.compare(Samples.scaled(control, factor), Samples.scaled(variant, factor), ALPHA);

        assertThat(scaled.isPresent()).isEqualTo(plain.isPresent());
        plain.ifPresent(it -> assertSame(
                scaled.orElseThrow(),
                new Comparison(
                        it.difference() * factor.doubleValue(),
                        it.low() * factor.doubleValue(),
                        it.high() * factor.doubleValue(),
                        it.p(),
                        it.pSequential())));
    }

    @Property(tries = 2_000)
    void whatEveryUnitHasMoreIsOfNoImportance(
            @ForAll("samples") Sample control, @ForAll("samples") Sample variant, @ForAll("values") BigDecimal more) {
        var plain = Statistics.compare(control, variant, ALPHA);
        var shifted = Statistics.compare(Samples.shifted(control, more), Samples.shifted(variant, more), ALPHA);

        assertThat(shifted.isPresent()).isEqualTo(plain.isPresent());
        plain.ifPresent(it -> assertSame(shifted.orElseThrow(), it));
    }

    @Property(tries = 2_000)
    void theIntervalHoldsZeroAsLongAsPIsAboveAlpha(
            @ForAll("samples") Sample control,
            @ForAll("samples") Sample variant,
            @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 0.5) double alpha) {
        Statistics.compare(control, variant, alpha)
                .filter(it -> Math.abs(it.p() - alpha) > 1e-9)
                .ifPresent(it -> assertThat(it.low() <= 0 && it.high() >= 0).isEqualTo(it.p() > alpha));
    }

    @Property(tries = 2_000)
    void aRatioIsAProbability(@ForAll("arms") List<Arm> arms) {
        var p = Statistics.sampleRatioP(
                arms.stream().map(Arm::units).toList(),
                arms.stream().map(Arm::shareBp).toList());

        assertThat(p).isBetween(0.0, 1.0);
        assertThat(Statistics.sampleRatioP(
                        arms.reversed().stream().map(Arm::units).toList(),
                        arms.reversed().stream().map(Arm::shareBp).toList()))
                .isCloseTo(p, nearly(p));
    }

    @Property(tries = 2_000)
    void aSmallerEffectNeedsMoreUnits(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double mean,
            @ForAll @DoubleRange(max = 1e12) double variance,
            @ForAll @DoubleRange(max = 10) double effect) {
        assertThat(Statistics.unitsNeeded(mean, variance, effect / 2, ALPHA, 0.8))
                .isGreaterThanOrEqualTo(Statistics.unitsNeeded(mean, variance, effect, ALPHA, 0.8))
                .isGreaterThanOrEqualTo(2);
    }

    @Provide
    Arbitrary<Sample> samples() {
        var few = values().list().ofMaxSize(40).map(Samples::of);
        var alike = Combinators.combine(Arbitraries.longs().between(1, Long.MAX_VALUE), values())
                .as((units, value) -> Samples.shifted(Samples.rate(units, 0), value));
        var rates = Arbitraries.longs()
                .between(1, Long.MAX_VALUE)
                .flatMap(units -> Arbitraries.longs().between(0, units).map(some -> Samples.rate(units, some)));
        return Arbitraries.oneOf(few, few, rates, alike);
    }

    @Provide
    Arbitrary<BigDecimal> values() {
        return Arbitraries.oneOf(
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1E+18"), new BigDecimal("1E+18"))
                        .ofScale(9),
                Arbitraries.integers().between(-2, 2).map(BigDecimal::valueOf));
    }

    @Provide
    Arbitrary<BigDecimal> factors() {
        return Arbitraries.of("1E-30", "0.000000001", "0.37", "1.5", "100", "1E+30")
                .map(BigDecimal::new);
    }

    @Provide
    Arbitrary<List<Arm>> arms() {
        var units = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 50), Arbitraries.longs().between(0, Long.MAX_VALUE));
        return Combinators.combine(units, Arbitraries.integers().between(0, 10_000))
                .as(Arm::new)
                .list()
                .ofMaxSize(6);
    }

    private static void assertSame(Comparison actual, Comparison expected) {
        double width = expected.high() - expected.low();
        assertThat(actual.difference()).isCloseTo(expected.difference(), nearly(expected.difference()));
        assertThat(actual.low()).isCloseTo(expected.low(), nearly(Math.abs(expected.low()) + width));
        assertThat(actual.high()).isCloseTo(expected.high(), nearly(Math.abs(expected.high()) + width));
        assertThat(actual.p()).isCloseTo(expected.p(), nearly(expected.p()));
        assertThat(actual.pSequential()).isCloseTo(expected.pSequential(), nearly(expected.pSequential()));
    }

    private static Offset<Double> nearly(double expected) {
        return offset(Math.abs(expected) * 1e-9 + 1e-250);
    }

    record Arm(long units, int shareBp) {}
}
