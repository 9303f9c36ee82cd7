package gg.agis.experiments.result;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static gg.agis.experiments.ExperimentsDriver.say;
import static gg.agis.experiments.ExperimentsDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsDriver.Sending;
import gg.agis.experiments.ExperimentsServiceTest;
import gg.agis.sandbox.junit.RecordedEvents;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What ends an experiment by itself. */
@ExperimentsServiceTest
class GuardrailTest {

    private static final String DEFINITION = "experiments.definition.v1";
    private static final String FRAUD = "[{\"metric\":\"fraudRate\",\"maxBp\":1000}]";

    @Autowired
    private WatchExperiments watch;

    @Value("${local.management.port}")
    private int managementPort;

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);

    @BeforeEach
    void connect() {
        driver = new ExperimentsDriver(port);
    }

    @Test
    void tooMuchFraudStopsItAndOthersHearOfIt(RecordedEvents kafka) {
        var before = stops("fraudRate");
        var experiment = anExperiment().with("guardrails", FRAUD).started(driver);

        conversions(experiment, "variant", 89, 11);

        await().until(() -> status(experiment).equals("completed"));
        kafka.expects(DEFINITION, DEFINITION);
        assertThat(kafka.ofType(DEFINITION).getLast().json()).contains("\"status\":\"completed\"");
        await().until(() -> stops("fraudRate") == before + 1);
    }

    @Test
    void whatIsPausedIsWatchedToo() {
        var experiment =
                anExperiment().with("guardrails", FRAUD).started(driver).steered(driver, "pause");

        conversions(experiment, "variant", 50, 50);

        await().until(() -> status(experiment).equals("completed"));
    }

    @Test
    void theLimitItselfIsAllowedAndSoIsWhatControlDoesAndWhatIsTooLittle() {
        var atTheLimit = anExperiment().with("guardrails", FRAUD).started(driver);
        var control = anExperiment().with("guardrails", FRAUD).started(driver);
        var little = anExperiment().with("guardrails", FRAUD).started(driver);
        var unguarded = anExperiment().started(driver);

        conversions(atTheLimit, "variant", 90, 10);
        conversions(control, "control", 0, 100);
        conversions(little, "variant", 0, 99);
        conversions(unguarded, "variant", 0, 100);
        watch.make();

        assertThat(status(atTheLimit)).isEqualTo("running");
        assertThat(status(control)).isEqualTo("running");
        assertThat(status(little)).isEqualTo("running");
        assertThat(status(unguarded)).isEqualTo("running");
    }

    @Test
    void tooManyChargebacksStopIt() {
        var experiment = anExperiment()
                .with("guardrails", "[{\"metric\":\"chargebackRate\",\"maxBp\":500}]")
                .started(driver);
        var facts = new ArrayList<Sending>();
        for (int number = 0; number < 100; number++) {
            var player = someSnowflake();
            var id = UUID.randomUUID();
            facts.add(Sending.of(experiment.exposed(player, "variant")));
            facts.add(Sending.of(experiment.rewarded(id, player, "variant", 100, 100_000)));
            if (number < 6) {
                facts.add(Sending.of(experiment.reversed(id, player, "variant", 100, 100_000)));
            }
        }
        say(facts);

        await().until(() -> status(experiment).equals("completed"));
    }

    @Test
    void tooManyGcForADollarStopIt() {
        var dear = anExperiment()
                .with("guardrails", "[{\"metric\":\"gcPerUsd\",\"maxGc\":999}]")
                .started(driver);
        var fair = anExperiment()
                .with("guardrails", "[{\"metric\":\"gcPerUsd\",\"maxGc\":1000}]")
                .started(driver);

        conversions(dear, "variant", 100, 0);
        conversions(fair, "variant", 100, 0);

        await().until(() -> status(dear).equals("completed"));
        watch.make();
        assertThat(status(fair)).isEqualTo("running");
    }

    private void conversions(ExperimentFixture experiment, String variant, int rewarded, int rejected) {
        var facts = new ArrayList<Sending>();
        for (int number = 0; number < rewarded + rejected; number++) {
            var player = someSnowflake();
            facts.add(Sending.of(experiment.exposed(player, variant)));
            facts.add(Sending.of(
                    number < rewarded
                            ? experiment.rewarded(UUID.randomUUID(), player, variant, 100, 100_000)
                            : experiment.rejected(UUID.randomUUID(), player, variant)));
        }
        say(facts);
    }

    private String status(ExperimentFixture experiment) {
        return driver.get(experiment.path("")).json().path("status").asString();
    }

    private double stops(String guardrail) {
        return ExperimentsDriver.metric(
                managementPort, "agis_experiment_guardrail_stops_total", "guardrail=\"" + guardrail + "\"");
    }
}
