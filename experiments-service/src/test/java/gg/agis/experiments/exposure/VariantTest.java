package gg.agis.experiments.exposure;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static gg.agis.experiments.ExperimentsDriver.say;
import static gg.agis.experiments.ExperimentsDriver.someSnowflake;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.bucketing.Evaluator;
import gg.agis.common.event.EventJson;
import gg.agis.common.event.ExperimentsEvent.Definition;
import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsServiceTest;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An assignment never flips. */
@ExperimentsServiceTest
class VariantTest {

    private static final String NONE = "none";

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);

    private final List<String> players =
            Stream.generate(ExperimentsDriver::someSnowflake).limit(60).toList();

    @BeforeEach
    void connect() {
        driver = new ExperimentsDriver(port);
    }

    @Test
    void aVariantStandsThroughPauseAndMoreTraffic() {
        var experiment = anExperiment().with("trafficBp", "5000").started(driver);
        var first = variants(experiment);
        assertThat(first.values()).contains("control", "variant", NONE);

        experiment.steered(driver, "pause");
        assertThat(variants(experiment)).isEqualTo(first);
        assertThat(variant(experiment, newcomerOf(experiment))).as("nobody new").isEqualTo(NONE);

        experiment.steered(driver, "resume");
        driver.post(experiment.path("/traffic"), "{\"trafficBp\":9000}");
        var grown = variants(experiment);
        first.forEach((player, variant) -> {
            if (!variant.equals(NONE)) {
                assertThat(grown).containsEntry(player, variant);
            }
        });
        assertThat(grown.values().stream().filter(NONE::equals).count())
                .isLessThan(first.values().stream().filter(NONE::equals).count());
    }

    @Test
    void whoeverElseEvaluatesItGivesTheSameAnswerAndSoDoesOneWhoHasJustStarted(RecordedEvents kafka) {
        for (var hash : List.of("v1", "v2", "md5")) {
            var experiment = anExperiment()
                    .with("hashVersion", "\"%s\"".formatted(hash))
                    .with("trafficBp", "7000")
                    .in("ns-" + UUID.randomUUID(), 1_000, 9_000)
                    .started(driver);
            kafka.expects("experiments.definition.v1");
            var definition = EventJson.read(
                            "experiments.definition.v1",
                            kafka.ofType("experiments.definition.v1")
                                    .getLast()
                                    .json()
                                    .getBytes(UTF_8))
                    .orElseThrow();
            var elsewhere = Evaluator.of((Definition) definition).orElseThrow();

            assertThat(players).allSatisfy(player -> {
                var admitted = elsewhere.admit(player);
                assertThat(variant(experiment, player)).isEqualTo(admitted == null ? NONE : admitted.id());
            });
        }
    }

    /** One that would be admitted if anybody were. */
    private String newcomerOf(ExperimentFixture experiment) {
        var twin = anExperiment()
                .with("trafficBp", "5000")
                .with("seed", "\"" + experiment.id() + "\"")
                .started(driver);
        return Stream.generate(ExperimentsDriver::someSnowflake)
                .filter(player -> !variant(twin, player).equals(NONE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAnotherEvaluatorSaidFirstStandsHereToo() {
        var experiment = anExperiment().started(driver);
        var player = players.getFirst();
        var other = wouldBe(experiment, player).equals("control") ? "variant" : "control";

        say(experiment.exposed(player, other));

        assertThat(variant(experiment, player)).isEqualTo(other);
    }

    private String wouldBe(ExperimentFixture experiment, String player) {
        var twin = anExperiment().with("seed", "\"" + experiment.id() + "\"").started(driver);
        return variant(twin, player);
    }

    @Test
    void theConfigComesWithIt() {
        var experiment = anExperiment().started(driver);

        var json = driver.getAs("discord", experiment.path("/variant?unitId=" + players.getFirst()))
                .json();

        assertThat(json.path("experimentId").asString()).isEqualTo(experiment.id());
        assertThat(json.path("unitId").asString()).isEqualTo(players.getFirst());
        assertThat(json.path("config").path("colour").asString())
                .isEqualTo(json.path("variantId").asString().equals("control") ? "green" : "blue");
    }

    @Test
    void twoOfOneNamespaceNeverShareAUnit() {
        var namespace = "ns-" + UUID.randomUUID();
        var one = anExperiment().in(namespace, 0, 5_000).started(driver);
        var other = anExperiment().in(namespace, 5_000, 10_000).started(driver);

        assertThat(players)
                .allSatisfy(player -> assertThat(Stream.of(one, other)
                                .map(each -> variant(each, player))
                                .filter(NONE::equals))
                        .hasSize(1));
    }

    @Test
    void nobodyIsInWhatHasNotBegunOrIsOver() {
        var experiment = anExperiment().drafted(driver);
        assertThat(variant(experiment, players.getFirst())).isEqualTo(NONE);
        experiment.steered(driver, "start");
        assertThat(variant(experiment, players.getFirst())).isNotEqualTo(NONE);
        experiment.steered(driver, "complete");
        assertThat(variant(experiment, players.getFirst())).isEqualTo(NONE);
    }

    @Test
    void aGuildIsAUnitByItself() {
        var experiment = anExperiment().with("unitKind", "\"guild\"").started(driver);
        var guild = someSnowflake();

        assertThat(variant(experiment, guild))
                .isEqualTo(variant(experiment, guild))
                .isNotEqualTo(NONE);
        assertThat(experiment
                        .results(driver)
                        .path("variants")
                        .valueStream()
                        .mapToLong(arm -> arm.path("users").asLong()))
                .containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void whoAsksIsKnownAndAsksForSomebody() {
        var experiment = anExperiment().started(driver);

        assertThat(driver.get(experiment.path("/variant?unitId=1"), TestTokens.player("1"))
                        .status())
                .isEqualTo(403);
        assertThat(driver.get(experiment.path("/variant?unitId=%20")).code()).isEqualTo("invalid-parameter");
        assertThat(driver.get(experiment.path("/variant")).code()).isEqualTo("invalid-parameter");
        assertThat(driver.get("/api/experiments/none/variant?unitId=1").status())
                .isEqualTo(404);
    }

    private Map<String, String> variants(ExperimentFixture experiment) {
        var variants = new HashMap<String, String>();
        players.forEach(player -> variants.put(player, variant(experiment, player)));
        return variants;
    }

    private String variant(ExperimentFixture experiment, String unit) {
        var answer = driver.get(experiment.path("/variant?unitId=" + unit));
        return answer.status() == 204 ? NONE : answer.json().path("variantId").asString();
    }
}
