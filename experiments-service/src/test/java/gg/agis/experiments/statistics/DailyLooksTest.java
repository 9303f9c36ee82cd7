package gg.agis.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Experiments in which both arms are the same, looked at once a day: how many of them ever seem to show a difference. A
 * person who looks at the fixed-horizon p every day, and stops when it is small enough, is wrong far more often than they
 * think.
 */
class DailyLooksTest {

    private static final Logger LOG = LoggerFactory.getLogger(DailyLooksTest.class);

    private static final int EXPERIMENTS = 1_000;
    private static final int DAYS = 30;
    private static final double ALPHA = 0.05;

    static Stream<Truth> truths() {
        return Stream.of(
                new Truth("ten percent convert", 100, 100, chance -> chance.nextInt(10) == 0 ? 1_000 : 0),
                new Truth(
                        "one percent converts, the variant is small",
                        180,
                        20,
                        chance -> chance.nextInt(100) == 0 ? 1_000 : 0),
                new Truth("hardly anybody comes", 3, 3, chance -> chance.nextInt(5) == 0 ? 1_000 : 0),
                new Truth(
                        "few spend, some of them much",
                        100,
                        100,
                        chance ->
                                chance.nextInt(10) == 0 ? (long) (1_000 * Math.exp(1.2 * chance.nextGaussian())) : 0));
    }

    @ParameterizedTest
    @MethodSource("truths")
    void whoLooksEveryDayIsRarelyAlarmedByTheSequentialPAndOftenByTheOther(Truth truth) {
        var chance = new SplittableRandom(20_261_121);
        int fixedAlarms = 0;
        int sequentialAlarms = 0;
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            var lowest = lowestOfDailyLooks(truth, chance);
            fixedAlarms += lowest.p() <= ALPHA ? 1 : 0;
            sequentialAlarms += lowest.pSequential() <= ALPHA ? 1 : 0;
        }

        LOG.info(
                "False alarms where {}, of {} experiments with {} daily looks at alpha {}: {} by the fixed-horizon p, {} by"
                        + " the sequential one",
                truth,
                EXPERIMENTS,
                DAYS,
                ALPHA,
                fixedAlarms,
                sequentialAlarms);
        assertThat(sequentialAlarms).isLessThan((int) (ALPHA * EXPERIMENTS));
        assertThat(fixedAlarms).isGreaterThan((int) (3 * ALPHA * EXPERIMENTS));
    }

    private static Comparison lowestOfDailyLooks(Truth truth, RandomGenerator chance) {
        var control = new Arm();
        var variant = new Arm();
        double p = 1;
        double pSequential = 1;
        for (int day = 0; day < DAYS; day++) {
            control.admit(truth.controlsADay, truth.unit, chance);
            variant.admit(truth.variantsADay, truth.unit, chance);
            var look = Statistics.compare(control.sample(), variant.sample(), ALPHA);
            p = Math.min(p, look.map(Comparison::p).orElse(1.0));
            pSequential =
                    Math.min(pSequential, look.map(Comparison::pSequential).orElse(1.0));
        }
        return new Comparison(0, 0, 0, p, pSequential);
    }

    /** What units show, in thousandths, and how many come to control and to the variant in a day. */
    record Truth(String name, int controlsADay, int variantsADay, ToLongFunction<RandomGenerator> unit) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Arm {

        private long units;
        private long sum;
        private long sumOfSquares;

        void admit(int more, ToLongFunction<RandomGenerator> unit, RandomGenerator chance) {
            for (int one = 0; one < more; one++) {
                long value = unit.applyAsLong(chance);
                sum += value;
                sumOfSquares += value * value;
            }
            units += more;
        }

        Sample sample() {
            return new Sample(units, BigDecimal.valueOf(sum, 3), BigDecimal.valueOf(sumOfSquares, 6));
        }
    }
}
