package gg.agis.experiments.proposal;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsServiceTest;
import gg.agis.sandbox.junit.TestTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How experiments are written down, and what is said of those that make no sense. */
@ExperimentsServiceTest
class ProposalTest {

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);

    @BeforeEach
    void connect() {
        driver = new ExperimentsDriver(port);
    }

    @Test
    void whatIsLeftOutIsAsUsual() {
        var experiment = anExperiment();

        var drafted = experiment.draftedBy(driver);

        assertThat(drafted.status()).as("%s", drafted).isEqualTo(201);
        var json = drafted.json();
        assertThat(json.path("status").asString()).isEqualTo("draft");
        assertThat(json.path("hashVersion").asString()).isEqualTo("v2");
        assertThat(json.path("seed").asString()).isEqualTo(experiment.id());
        assertThat(json.path("primaryMetric").asString()).isEqualTo("conversionRate");
        assertThat(json.path("startsItself").asBoolean()).isFalse();
        assertThat(json.has("namespace")).isFalse();
        assertThat(driver.get(experiment.path("")).json()).isEqualTo(json);
    }

    @Test
    void aMultiplierBecomesBasisPointsAtOnceAndBelongsToTheNamespaceOfRewards() {
        var json = anExperiment().multiplying("1.0", "1.2345").draftedBy(driver).json();

        assertThat(json.path("namespace").toString()).isEqualTo("{\"id\":\"reward\",\"fromBp\":0,\"toBp\":10000}");
        assertThat(json.path("variants").path(1).path("multiplierBp").asInt()).isEqualTo(12_345);
        assertThat(json.path("variants").path(0).path("config").toString()).isEqualTo("{\"multiplier\":1.0}");
        assertThat(json.path("variants").path(1).path("config").toString()).isEqualTo("{\"multiplier\":1.2345}");
    }

    @Test
    void aConfigKeepsEveryDigit() {
        var json = anExperiment().with("variants", """
                        [{"id":"control","allocationBp":4000,"control":true,
                          "config":{"text":"x","number":0.1234567890123,"whole":100,"yes":true}},
                         {"id":"variant","allocationBp":6000,"config":{"text":"y","number":7,"yes":false}}]""").draftedBy(driver).json();

        assertThat(json.path("variants").path(0).path("config").toString())
                .isEqualTo("{\"number\":0.1234567890123,\"text\":\"x\",\"whole\":100,\"yes\":true}");
    }

    @Test
    void aGuardrailWithoutALimitHasTheUsualOne() {
        var json = anExperiment()
                .with("guardrails", "[\"fraud_rate\",{\"metric\":\"gcPerUsd\",\"maxGc\":1500}]")
                .draftedBy(driver)
                .json();

        assertThat(json.path("guardrails").toString())
                .isEqualTo("[{\"metric\":\"fraudRate\",\"maxBp\":1000},{\"metric\":\"gcPerUsd\",\"maxGc\":1500}]");
    }

    static Stream<Arguments> oneFaultEach() {
        var tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
        return Stream.of(
                Arguments.of(anExperiment().with("id", "\"a b\""), 400, "invalid-id"),
                Arguments.of(anExperiment().with("name", "\"  \""), 400, "invalid-name"),
                Arguments.of(anExperiment().without("unitKind"), 400, "invalid-unit-kind"),
                Arguments.of(anExperiment().with("unitKind", "\"\""), 400, "invalid-unit-kind"),
                Arguments.of(anExperiment().with("hashVersion", "\"v3\""), 400, "invalid-hash-version"),
                Arguments.of(anExperiment().with("seed", "\" \""), 400, "invalid-seed"),
                Arguments.of(anExperiment().with("trafficBp", "10001"), 400, "invalid-traffic-bp"),
                Arguments.of(anExperiment().without("trafficBp"), 400, "invalid-traffic-bp"),
                Arguments.of(anExperiment().in("x", 5_000, 5_000), 400, "invalid-namespace"),
                Arguments.of(anExperiment().with("endsAt", "\"2020-01-01T00:00:00Z\""), 400, "invalid-period"),
                Arguments.of(
                        anExperiment().with("startsAt", "\"%s\"".formatted(tomorrow.plus(30, ChronoUnit.DAYS))),
                        400,
                        "invalid-period"),
                Arguments.of(anExperiment().with("primaryMetric", "\"a b\""), 400, "invalid-primary-metric"),
                Arguments.of(anExperiment().with("guardrails", "[\"conversionRate\"]"), 400, "invalid-guardrail"),
                Arguments.of(
                        anExperiment().with("guardrails", "[\"fraudRate\",\"fraud-rate\"]"), 400, "invalid-guardrail"),
                Arguments.of(allocating(5_000, 4_999), 400, "invalid-allocation"),
                Arguments.of(allocating(10_000, 0), 400, "invalid-allocation"),
                Arguments.of(variants("\"control\"", "\"control\"", "true", "1"), 400, "invalid-variant-id"),
                Arguments.of(variants("\"control\"", "\"variant\"", "false", "1"), 400, "invalid-control"),
                Arguments.of(variants("\"control\"", "\"variant\"", "true", "\"1\""), 400, "invalid-config"),
                Arguments.of(variants("\"control\"", "\"variant\"", "true", "[1]"), 400, "invalid-config"),
                Arguments.of(variants("\"control\"", "\"variant\"", "true", "null"), 400, "invalid-config"),
                Arguments.of(
                        anExperiment().multiplying("1.0", "1.5").in("elsewhere", 0, 100), 409, "experiment-overlap"));
    }

    @ParameterizedTest
    @MethodSource("oneFaultEach")
    void oneFaultAnswersForItself(ExperimentFixture faulty, int status, String code) {
        var refused = faulty.draftedBy(driver);

        assertThat(refused.status()).as("%s", refused).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.codes()).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10.5", "1000", "1.00001", "\"1.5\""})
    void aMultiplierIsAboveZeroAndUpToTenWithFourPlaces(String multiplier) {
        var refused = anExperiment().multiplying("1.0", multiplier).draftedBy(driver);

        assertThat(refused.codes()).contains("multiplier-out-of-range");
        if (!multiplier.startsWith("\"")) {
            assertThat(refused.status()).as("%s", refused).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("multiplier-out-of-range");
        }
    }

    @Test
    void severalFaultsAreAllNamedAtOnce() {
        var refused = allocating(5_000, 4_000)
                .with("name", "\"\"")
                .with("hashVersion", "\"sha\"")
                .with("endsAt", "\"2020-01-01T00:00:00Z\"")
                .draftedBy(driver);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid-experiment");
        assertThat(refused.codes())
                .containsExactlyInAnyOrder(
                        "invalid-name", "invalid-hash-version", "invalid-period", "invalid-allocation");
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThat(anExperiment()
                        .with("status", "\"running\"")
                        .draftedBy(driver)
                        .code())
                .isEqualTo("unknown-field");
        assertThat(anExperiment().with("trafficBp", "1.5").draftedBy(driver).status())
                .isEqualTo(400);
    }

    @Test
    void anIdIsTakenOnce() {
        var experiment = anExperiment().drafted(driver);

        assertThat(experiment.draftedBy(driver).code()).isEqualTo("experiment-exists");
    }

    @Test
    void aDraftIsThoughtOverAndARunningOneIsNot() {
        var experiment = anExperiment().drafted(driver);

        var edited = driver.put(
                experiment.path(""),
                experiment.with("trafficBp", "100").without("id").text());
        assertThat(edited.status()).as("%s", edited).isEqualTo(200);
        assertThat(edited.json().path("trafficBp").asInt()).isEqualTo(100);
        assertThat(edited.json().path("version").asInt()).isEqualTo(2);
        assertThat(driver.put(experiment.path(""), anExperiment().text()).code())
                .isEqualTo("invalid-id");

        experiment.steered(driver, "start");
        assertThat(driver.put(experiment.path(""), experiment.text()).code()).isEqualTo("experiment-running");
        experiment.steered(driver, "complete");
        assertThat(driver.put(experiment.path(""), experiment.text()).code()).isEqualTo("invalid-state");
        assertThat(driver.put("/api/experiments/none", experiment.without("id").text())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyAdministratorsWriteExperimentsDown() {
        var experiment = anExperiment();

        for (var other :
                new TestTokens.Caller[] {TestTokens.mod("1"), TestTokens.player("2"), TestTokens.customer("3")}) {
            assertThat(driver.post("/api/experiments", other, experiment.text()).status())
                    .isEqualTo(403);
            assertThat(driver.get("/api/experiments", other).status()).isEqualTo(403);
        }
        assertThat(driver.get(experiment.path("")).status()).isEqualTo(404);
    }

    @Test
    void theNewestIsListedFirst() {
        var first = anExperiment().drafted(driver);
        var second = anExperiment().drafted(driver);

        var page = driver.get("/api/experiments?limit=1").json();
        assertThat(page.path("items").path(0).path("id").asString()).isEqualTo(second.id());
        var next = driver.get("/api/experiments?limit=1&cursor="
                        + page.path("nextCursor").asString())
                .json();
        assertThat(next.path("items").path(0).path("id").asString()).isEqualTo(first.id());
    }

    private static ExperimentFixture allocating(int control, int variant) {
        return anExperiment().with("variants", """
                [{"id":"control","allocationBp":%d,"control":true},{"id":"variant","allocationBp":%d}]""".formatted(control, variant));
    }

    private static ExperimentFixture variants(String first, String second, String control, String value) {
        return anExperiment().with("variants", """
                [{"id":%s,"allocationBp":5000,"control":%s,"config":{"size":1}},
                 {"id":%s,"allocationBp":5000,"config":{"size":%s}}]""".formatted(first, control, second, value));
    }
}
