package gg.agis.common.bucketing;

import static gg.agis.common.bucketing.Experiments.anExperiment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {

    private static final int UNITS = 100_000;
    private static final String PLAYER = "123456789012345678";
    private static final String GUILD = "876543210987654321";

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "md5"})
    void aHundredThousandUnitsFallWithinOnePercentOfTheirAllocation(String version) {
        var experiment = anExperiment("reward-test").hashedWith(version).allocating(5_000, 3_000, 1_500, 500);

        assertThat(units().map(experiment.evaluator()::admit).filter(variant -> variant != null))
                .hasSize(UNITS);
        assertFallsAs(experiment, Map.of("arm-0", 50_000, "arm-1", 30_000, "arm-2", 15_000, "arm-3", 5_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "md5"})
    void trafficAdmitsItsShareOfEachArm(String version) {
        assertFallsAs(
                anExperiment("reward-test").hashedWith(version).withTraffic(2_000),
                Map.of("arm-0", 10_000, "arm-1", 10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "md5"})
    void aNamespaceAdmitsItsRangeOfUnits(String version) {
        assertFallsAs(
                anExperiment("reward-test").hashedWith(version).in("reward", 2_000, 6_000),
                Map.of("arm-0", 20_000, "arm-1", 20_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "md5"})
    void aNamespaceLeavesUnitsInTheirArms(String version) {
        var experiment = anExperiment("reward-test").hashedWith(version).withTraffic(7_000);
        var everywhere = experiment.evaluator();
        var inRange = experiment.in("reward", 2_000, 6_000).evaluator();
        var namespace = HashVersion.V2.seededWith("reward");

        assertThat(units()).allSatisfy(unit -> {
            int place = namespace.of(unit);

            assertThat(inRange.admit(unit)).isEqualTo(place >= 2_000 && place < 6_000 ? everywhere.admit(unit) : null);
        });
    }

    @Property(tries = 2_000)
    void moreTrafficMovesNobodyToAnotherArm(
            @ForAll @LongRange(min = 1L << 56, max = Long.MAX_VALUE) long unit,
            @ForAll @IntRange(max = 10_000) int before,
            @ForAll @IntRange(max = 10_000) int growth) {
        for (var version : HashVersion.values()) {
            var experiment = anExperiment("reward-test")
                    .hashedWith(version.wireName())
                    .withTraffic(before)
                    .allocating(3_333, 3_333, 3_334);
            var first = experiment.evaluator().admit(Long.toString(unit));
            var grown = experiment.withTraffic(Math.min(10_000, before + growth));

            if (first != null) {
                assertThat(grown.evaluator().admit(Long.toString(unit)))
                        .isNotNull()
                        .satisfies(later -> assertThat(later.id()).isEqualTo(first.id()));
            }
        }
    }

    @Property(tries = 2_000)
    void twoExperimentsOfOneNamespaceNeverShareAUnit(
            @ForAll @LongRange(min = 1L << 56, max = Long.MAX_VALUE) long unit,
            @ForAll @IntRange(max = 10_000) int border) {
        var one = anExperiment("one").in("reward", 0, border).evaluator();
        var other = anExperiment("other").in("reward", border, 10_000).evaluator();
        var player = Long.toString(unit);

        assertThat(Stream.of(one, other).map(each -> each.admit(player)).filter(variant -> variant != null))
                .hasSize(1);
    }

    @Test
    void aRunningExperimentAdmitsAndAPausedOneKeepsWhoIsIn() {
        var running = anExperiment("reward-test").evaluator();
        var paused = anExperiment("reward-test").that("paused").evaluator();
        var given = running.admit(PLAYER);

        assertThat(given).isNotNull();
        assertThat(paused.admit(PLAYER)).isNull();
        assertThat(running.keep(given.id())).isEqualTo(given);
        assertThat(paused.keep(given.id())).isEqualTo(given);
        assertThat(paused.keep("arm-of-another")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "completed", "archived", "something-new"})
    void anExperimentThatDoesNotRunGivesNobodyAVariant(String status) {
        var evaluator = anExperiment("reward-test").that(status).evaluator();

        assertThat(evaluator.admit(PLAYER)).isNull();
        assertThat(evaluator.keep("arm-0")).isNull();
    }

    @Test
    void theUnitIsThePlayerOrTheirGuild() {
        var byPlayer = anExperiment("reward-test").evaluator();
        var byGuild = anExperiment("reward-test").ofUnits("guild").evaluator();

        assertThat(byPlayer.unitOf(PLAYER, GUILD)).isEqualTo(PLAYER);
        assertThat(byGuild.unitOf(PLAYER, GUILD)).isEqualTo(GUILD);
        assertThat(byGuild.unitOf(PLAYER, null)).isNull();
    }

    @Test
    void withoutAUnitThereIsNoVariant() {
        var evaluator = anExperiment("reward-test").evaluator();

        assertThat(evaluator.admit(null)).isNull();
        assertThat(evaluator.admit(" ")).isNull();
    }

    @Test
    void whatIsNotUnderstoodIsNotEvaluated() {
        assertThat(Evaluator.of(anExperiment("reward-test").hashedWith("v3").definition()))
                .isEmpty();
        assertThat(Evaluator.of(anExperiment("reward-test").ofUnits("channel").definition()))
                .isEmpty();
    }

    private static void assertFallsAs(Experiments experiment, Map<String, Integer> expected) {
        var evaluator = experiment.evaluator();
        var fallen = new HashMap<String, Integer>();
        units().map(evaluator::admit)
                .filter(variant -> variant != null)
                .forEach(variant -> fallen.merge(variant.id(), 1, Integer::sum));

        assertThat(fallen).containsOnlyKeys(expected.keySet());
        expected.forEach(
                (variant, units) -> assertThat(fallen.get(variant)).as(variant).isCloseTo(units, within(UNITS / 100)));
    }

    /** As Discord hands them out: near each other, and each greater than the one before. */
    private static Stream<String> units() {
        return LongStream.range(0, UNITS)
                .mapToObj(number -> Long.toString(1_100_000_000_000_000_000L + (number << 22)));
    }
}
