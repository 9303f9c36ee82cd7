package gg.agis.experiments.result;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static gg.agis.experiments.ExperimentsDriver.say;
import static gg.agis.experiments.ExperimentsDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.BillingEvent.PaymentSucceeded;
import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsDriver.Sending;
import gg.agis.experiments.ExperimentsServiceTest;
import gg.agis.sandbox.junit.TestTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What results say of facts that a test knows. */
@ExperimentsServiceTest
class ResultsTest {

    private final Instant noon = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    private JdbcClient jdbc;

    @Value("${local.management.port}")
    private int managementPort;

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);
    private final String player = someSnowflake();
    private final UUID conversion = UUID.randomUUID();

    @BeforeEach
    void connect() {
        driver = new ExperimentsDriver(port);
    }

    @Test
    void everyFigureOfAVariantIsExact() {
        var experiment = anExperiment().started(driver);
        var other = someSnowflake();
        var reversed = UUID.randomUUID();
        say(
                experiment.exposed(player, "variant"),
                experiment.exposed(other, "variant"),
                experiment.exposed(someSnowflake(), "variant"),
                experiment.rewarded(conversion, player, "variant", 360, 360_000),
                experiment.rewarded(UUID.randomUUID(), player, "variant", 100, 100_001),
                experiment.rewarded(reversed, other, "variant", 50, 70_000),
                experiment.reversed(reversed, other, "variant", 50, 70_000),
                experiment.rejected(UUID.randomUUID(), other, "variant"),
                new PaymentSucceeded("in_" + UUID.randomUUID(), "player:" + other, 999, "USD", "card", null));

        assertThat(experiment.result(driver, "variant").toString())
                .isEqualTo("{\"id\":\"variant\",\"control\":false,\"users\":3,\"conversions\":3,\"conversionRate\":1,"
                        + "\"revenuePerUserUsd\":3.483333667,\"avgRewardGc\":170,\"fraudRate\":0.25,"
                        + "\"chargebackRate\":0.333333333,\"gcPerUsd\":44.019134544,\"custom\":{}}");
        assertThat(experiment.result(driver, "control").toString())
                .as("of nobody nothing is known")
                .isEqualTo("{\"id\":\"control\",\"control\":true,\"users\":0,\"conversions\":0,\"custom\":{}}");
    }

    @Test
    void anOutcomeCountsOnceItsUnitIsKnownToBeExposed() {
        var experiment = anExperiment().started(driver);
        say(experiment.rewarded(conversion, player, "variant", 100, 100_000));
        assertThat(experiment.result(driver, "variant").path("conversions").asLong())
                .isZero();

        say(experiment.exposed(player, "variant"));

        var result = experiment.result(driver, "variant");
        assertThat(result.path("users").asLong()).isOne();
        assertThat(result.path("conversions").asLong()).isOne();
        assertThat(result.path("revenuePerUserUsd").asDecimal()).isEqualByComparingTo("0.1");
    }

    @Test
    void aChargebackThatComesBeforeItsConversionLeavesTheSame() {
        var experiment = anExperiment().started(driver);
        say(experiment.exposed(player, "variant"), experiment.reversed(conversion, player, "variant", 100, 100_000));
        say(experiment.rewarded(conversion, player, "variant", 100, 100_000));

        var result = experiment.result(driver, "variant");
        assertThat(result.path("conversions").asLong()).isOne();
        assertThat(result.path("chargebackRate").asDouble()).isOne();
        assertThat(result.path("revenuePerUserUsd").asDouble()).isZero();
        assertThat(result.path("avgRewardGc").asDouble()).isEqualTo(100);
    }

    @Test
    void whatAPlayerPaysAfterTheirExposureIsRevenueAndNothingElseIs() {
        var experiment = anExperiment().started(driver);
        var payment = Sending.at(noon.plusSeconds(1), paid(player, 1_000, "usd"));
        say(List.of(
                payment,
                Sending.at(noon.minusSeconds(1), paid(player, 20_000, "usd")),
                Sending.at(noon.plusSeconds(1), paid(player, 30_000, "eur")),
                Sending.at(noon.plusSeconds(1), paid(someSnowflake(), 40_000, "usd")),
                Sending.at(
                        noon.plusSeconds(1),
                        new PaymentSucceeded(
                                UUID.randomUUID().toString(), "customer:" + player, 50_000, "usd", "card", null)),
                Sending.of(experiment.exposed(player, player, "variant", noon)),
                payment.again()));

        assertThat(experiment
                        .result(driver, "variant")
                        .path("revenuePerUserUsd")
                        .asDecimal())
                .isEqualByComparingTo("10");
    }

    @Test
    void aUnitsFirstExposureDecidesWheneverItComes() {
        var experiment = anExperiment().started(driver);
        say(
                experiment.exposed(player, player, "variant", noon.plusSeconds(5)),
                experiment.rewarded(conversion, player, "variant", 100, 100_000));
        assertThat(experiment.result(driver, "variant").path("users").asLong()).isOne();

        say(experiment.exposed(player, player, "control", noon));

        assertThat(experiment.result(driver, "variant").path("users").asLong()).isZero();
        assertThat(experiment.result(driver, "control").path("conversions").asLong())
                .isOne();
    }

    @Test
    void membersOfAGuildAreOneUnit() {
        var experiment = anExperiment().with("unitKind", "\"guild\"").started(driver);
        var guild = someSnowflake();
        var other = someSnowflake();
        say(List.of(
                Sending.of(experiment.exposed(guild, player, "variant", noon)),
                Sending.of(experiment.exposed(guild, other, "variant", noon.plusSeconds(60))),
                Sending.of(experiment.rewarded(conversion, player, guild, "variant", 100, 100_000)),
                Sending.of(experiment.rewarded(UUID.randomUUID(), other, guild, "variant", 300, 300_000)),
                Sending.at(noon.plusSeconds(30), paid(player, 100, "usd")),
                Sending.at(noon.plusSeconds(30), paid(other, 10_000, "usd"))));

        var result = experiment.result(driver, "variant");
        assertThat(result.path("users").asLong()).isOne();
        assertThat(result.path("conversions").asLong()).isEqualTo(2);
        assertThat(result.path("avgRewardGc").asDouble()).isEqualTo(200);
        assertThat(result.path("revenuePerUserUsd").asDecimal())
                .as("of the other member's payment their own exposure came later")
                .isEqualByComparingTo("1.4");
    }

    @Test
    void aFactOfAVariantThatDoesNotExistIsKeptForAnOperator() {
        var experiment = anExperiment().started(driver);
        say(experiment.exposed(player, "variant"));

        ExperimentsDriver.sayNonsense(experiment.exposed(someSnowflake(), "no-such-variant"));

        var letters = driver.get("/api/events/experiments/dead-letters").json();
        assertThat(letters.toString()).contains("no-such-variant");
        assertThat(experiment.result(driver, "variant").path("users").asLong()).isOne();
    }

    @Test
    void aClearDifferenceIsSaidInPlainWords() {
        var experiment = anExperiment().started(driver);
        var facts = new ArrayList<Sending>();
        for (int number = 0; number < 200; number++) {
            fill(facts, experiment, number % 2 == 0 ? "control" : "variant", number % 2 == 0 ? number % 4 / 2 : 3);
        }
        say(facts);

        var results = experiment.results(driver);
        assertThat(results.path("trustworthy").asBoolean()).isTrue();
        assertThat(results.path("srmP").asDouble()).isEqualTo(1);
        var beside = experiment.result(driver, "variant").path("vsControl");
        assertThat(beside.path("difference").asDouble()).isCloseTo(2.5, within(1e-12));
        assertThat(beside.path("low").asDouble()).isBetween(2.0, 2.5);
        assertThat(beside.path("pSequential").asDouble()).isLessThan(0.001);
        assertThat(results.path("verdict").asString())
                .startsWith("'variant' is higher than control in conversionRate, by 2.5 ");
        assertThat(results.path("unitsNeeded").asLong()).isPositive();
        assertThat(driver.get(experiment.path("/results?minimumEffectBp=5000"))
                        .json()
                        .path("unitsNeeded")
                        .asLong())
                .isLessThan(results.path("unitsNeeded").asLong());
    }

    @Test
    void ofRatiosTheUnitsAreComparedAndNotTheConversions() {
        for (var metric : List.of("avgRewardGc", "gcPerUsd", "fraudRate", "chargebackRate", "revenuePerUserUsd")) {
            var experiment = anExperiment()
                    .with("primaryMetric", "\"%s\"".formatted(metric))
                    .started(driver);
            var facts = new ArrayList<Sending>();
            for (int number = 0; number < 40; number++) {
                fill(facts, experiment, number % 2 == 0 ? "control" : "variant", 1 + number % 3);
            }
            say(facts);

            var results = experiment.results(driver);
            var rate = results.path("variants").path(1).path(metric).asDouble()
                    - results.path("variants").path(0).path(metric).asDouble();
            assertThat(experiment
                            .result(driver, "variant")
                            .path("vsControl")
                            .path("difference")
                            .asDouble())
                    .as(metric)
                    .isCloseTo(rate, within(1e-6));
        }
    }

    @Test
    void unitsThatAreSharedOutWronglyMakeEverythingUntrustworthy() {
        var before = ExperimentsDriver.metric(managementPort, "agis_experiment_srm_failures_total", "");
        var experiment = anExperiment().started(driver);
        var facts = new ArrayList<Sending>();
        for (int number = 0; number < 100; number++) {
            fill(facts, experiment, number % 10 == 0 ? "control" : "variant", 0);
        }
        say(facts);

        var results = experiment.results(driver);
        assertThat(results.path("trustworthy").asBoolean()).isFalse();
        assertThat(results.path("srmP").asDouble()).isLessThan(0.001);
        assertThat(results.path("verdict").asString()).startsWith("Don't trust this yet");
        await().until(() ->
                ExperimentsDriver.metric(managementPort, "agis_experiment_srm_failures_total", "") == before + 1);
    }

    @Test
    void resultsAreReadByTheKeyOfTheirExperiment() {
        var plan = String.join(
                "\n",
                jdbc.sql(
                                "EXPLAIN SELECT variant_id, count(*) FROM units WHERE experiment_no = 4711 GROUP BY variant_id")
                        .query((row, number) -> row.getString(1))
                        .list());

        assertThat(plan).contains("units_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void onlyAdministratorsSeeResults() {
        var experiment = anExperiment().drafted(driver);

        assertThat(driver.get(experiment.path("/results"), TestTokens.mod("1")).status())
                .isEqualTo(403);
        assertThat(driver.get("/api/experiments/none/results").status()).isEqualTo(404);
        assertThat(experiment.results(driver).path("verdict").asString()).startsWith("Too early");
    }

    private static void fill(List<Sending> facts, ExperimentFixture experiment, String variant, int conversions) {
        var unit = someSnowflake();
        facts.add(Sending.of(experiment.exposed(unit, variant)));
        for (int number = 0; number < conversions; number++) {
            facts.add(Sending.of(
                    experiment.rewarded(UUID.randomUUID(), unit, variant, 100L + number * 10L, 100_000L + number)));
        }
    }

    private static PaymentSucceeded paid(String player, long cents, String currency) {
        return new PaymentSucceeded(UUID.randomUUID().toString(), "player:" + player, cents, currency, "card", null);
    }
}
