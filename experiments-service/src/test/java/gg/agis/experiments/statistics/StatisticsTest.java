package gg.agis.experiments.statistics;

import static gg.agis.experiments.statistics.Samples.rate;
import static gg.agis.experiments.statistics.Samples.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {

    private static final double ALPHA = 0.05;

    @Test
    void anArmWithFewerThanTwoUnitsSaysNothing() {
        assertThat(Statistics.compare(Sample.NONE, rate(100, 10), ALPHA)).isEmpty();
        assertThat(Statistics.compare(rate(100, 10), rate(1, 1), ALPHA)).isEmpty();
        assertThat(Statistics.compare(Sample.NONE, Sample.NONE, ALPHA)).isEmpty();
    }

    @Test
    void withoutASingleConversionNothingSpeaksForADifference() {
        assertThat(Statistics.compare(rate(500, 0), rate(300, 0), ALPHA)).contains(new Comparison(0, 0, 0, 1, 1));
    }

    @Test
    void aFewUnitsThatAreAlikeInEachArmProveNoDifference() {
        assertThat(Statistics.compare(same(29, "100"), same(29, "150"), ALPHA)).isEmpty();
        assertThat(Statistics.compare(same(1_000, "100"), same(29, "150"), ALPHA))
                .isEmpty();
    }

    @Test
    void manyUnitsThatAreAlikeInEachArmLeaveNoDoubt() {
        assertThat(Statistics.compare(same(30, "100"), same(30, "150"), ALPHA))
                .contains(new Comparison(50, 50, 50, 0, 0));
    }

    @Test
    void aSmallArmWithoutConversionsIsNoAlarmForWhoLooksEveryDay() {
        var comparison =
                Statistics.compare(rate(100_000, 5_000), rate(20, 0), ALPHA).orElseThrow();

        assertThat(comparison.p()).isLessThan(1e-100);
        assertThat(comparison.pSequential()).isGreaterThan(0.5);
    }

    @Test
    void unitsThatDifferInTheirLastDigitsAloneAreNotTakenForConstant() {
        var control =
                new Sample(3, new BigDecimal("3000000000000003"), new BigDecimal("3000000000000006000000000000005"));

        assertThat(control.variance()).isEqualTo(1);
    }

    @Test
    void whatNoUnitsCanHaveIsABug() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(-1, BigDecimal.ZERO, BigDecimal.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(0, BigDecimal.ONE, BigDecimal.ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(2, BigDecimal.TWO, BigDecimal.ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(2, BigDecimal.ZERO, new BigDecimal("1E+201")));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.05, 1, 5, Double.NaN})
    void anAlphaThatIsNoneIsABug(double alpha) {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.compare(rate(10, 1), rate(10, 2), alpha));
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.unitsNeeded(1, 1, 0.1, alpha, 0.8));
    }

    @Test
    void noNumberOfUnitsShowsAPartOfNothing() {
        assertThat(Statistics.unitsNeeded(0, 1, 0.1, ALPHA, 0.8)).isEqualTo(Long.MAX_VALUE);
        assertThat(Statistics.unitsNeeded(1, 1, 0, ALPHA, 0.8)).isEqualTo(Long.MAX_VALUE);
        assertThat(Statistics.unitsNeeded(1e-300, 1e300, 1e-3, ALPHA, 0.8)).isEqualTo(Long.MAX_VALUE);
        assertThat(Statistics.unitsNeeded(1, 0, 0.1, ALPHA, 0.8)).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.unitsNeeded(1, -1, 0.1, ALPHA, 0.8));
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.unitsNeeded(1, 1, 0.1, ALPHA, 0.2));
    }

    @Test
    void aLostPartOfAnArmIsSeen() {
        assertThat(Statistics.sampleRatioP(List.of(5_000L, 4_700L), List.of(5_000, 5_000)))
                .isBetween(Statistics.UNTRUSTWORTHY_BELOW, 0.01);
        assertThat(Statistics.sampleRatioP(List.of(5_000L, 4_500L), List.of(5_000, 5_000)))
                .isLessThan(Statistics.UNTRUSTWORTHY_BELOW);
    }

    @Test
    void tooFewUnitsSayNothingAboutTheirRatio() {
        assertThat(Statistics.sampleRatioP(List.of(0L, 0L), List.of(5_000, 5_000)))
                .isEqualTo(1);
        assertThat(Statistics.sampleRatioP(List.of(9L, 0L), List.of(5_000, 5_000)))
                .isEqualTo(1);
        assertThat(Statistics.sampleRatioP(List.of(49L, 1L), List.of(9_999, 1))).isEqualTo(1);
        assertThat(Statistics.sampleRatioP(List.of(100L), List.of(10_000))).isEqualTo(1);
        assertThat(Statistics.sampleRatioP(List.of(), List.of())).isEqualTo(1);
    }

    @Test
    void armsOfWhichLittleIsExpectedAreCountedTogether() {
        assertThat(Statistics.sampleRatioP(List.of(5_300L, 4_692L, 7L, 1L), List.of(4_996, 4_996, 4, 4)))
                .isEqualTo(Statistics.sampleRatioP(List.of(5_300L, 4_692L, 8L), List.of(4_996, 4_996, 8)))
                .isLessThan(Statistics.UNTRUSTWORTHY_BELOW);
        assertThat(Statistics.sampleRatioP(List.of(9L, 0L, 0L), List.of(3_000, 3_000, 4_000)))
                .isEqualTo(1);
    }

    @Test
    void aUnitInAnArmWithoutAShareIsAFault() {
        assertThat(Statistics.sampleRatioP(List.of(3L, 1L), List.of(10_000, 0))).isZero();
        assertThat(Statistics.sampleRatioP(List.of(3L, 0L), List.of(10_000, 0))).isEqualTo(1);
    }

    @Test
    void unitsWithoutTheirSharesAreABug() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statistics.sampleRatioP(List.of(1L), List.of(5_000, 5_000)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statistics.sampleRatioP(List.of(1L, -1L), List.of(5_000, 5_000)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statistics.sampleRatioP(List.of(1L, 1L), List.of(5_000, -1)));
    }
}
