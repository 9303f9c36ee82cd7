package gg.agis.experiments.schedule;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsServiceTest;
import gg.agis.experiments.TestTime;
import gg.agis.sandbox.junit.RecordedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens at its date, by itself. */
@ExperimentsServiceTest
class ScheduleTest {

    private static final String DEFINITION = "experiments.definition.v1";

    @Autowired
    private ScheduleReconciler reconciler;

    @Autowired
    private JdbcClient jdbc;

    @Value("${local.management.port}")
    private int managementPort;

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);

    @BeforeEach
    void connect() {
        driver = new ExperimentsDriver(port);
    }

    @AfterEach
    void setTheClockRight() {
        TestTime.setRight();
    }

    @Test
    void anExperimentStartsAndEndsAtItsDates(RecordedEvents kafka) {
        var experiment = anExperiment()
                .with("startsAt", quoted(Duration.ofHours(1)))
                .with("endsAt", quoted(Duration.ofHours(3)))
                .drafted(driver);
        assertThat(status(experiment)).isEqualTo("draft");

        TestTime.moveOn(Duration.ofHours(2));
        await().until(() -> status(experiment).equals("running"));
        TestTime.moveOn(Duration.ofHours(2));
        await().until(() -> status(experiment).equals("completed"));

        kafka.expects(DEFINITION, DEFINITION).andNothingElse();
    }

    @Test
    void ofManyReplicasOneStartsIt(RecordedEvents kafka) {
        var experiment =
                anExperiment().with("startsAt", quoted(Duration.ofHours(1))).drafted(driver);
        TestTime.moveOn(Duration.ofHours(2));

        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int replica = 0; replica < 6; replica++) {
                replicas.execute(reconciler::make);
            }
        }

        kafka.expects(DEFINITION).andNothingElse();
        assertThat(driver.get(experiment.path("")).json().path("version").asInt())
                .isEqualTo(2);
    }

    @Test
    void aDraftThatWasMadeAfterItsStartWaitsForAnOperator() {
        var experiment =
                anExperiment().with("startsAt", quoted(Duration.ofHours(-1))).drafted(driver);

        reconciler.make();

        assertThat(status(experiment)).isEqualTo("draft");
    }

    @Test
    void whoStartsItEarlyHasItStartNow() {
        var experiment =
                anExperiment().with("startsAt", quoted(Duration.ofHours(1))).started(driver);

        assertThat(Instant.parse(
                        driver.get(experiment.path("")).json().path("startsAt").asString()))
                .isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void oneThatIsInAnothersWayStartsWhenThatHasEnded() {
        var namespace = "ns-" + UUID.randomUUID();
        var first = anExperiment().in(namespace, 0, 10_000).started(driver);
        var second = anExperiment()
                .in(namespace, 0, 10_000)
                .with("startsAt", quoted(Duration.ofHours(1)))
                .drafted(driver);
        TestTime.moveOn(Duration.ofHours(2));
        reconciler.make();
        assertThat(status(second)).isEqualTo("draft");

        first.steered(driver, "complete");

        await().until(() -> status(second).equals("running"));
    }

    @Test
    void whatWouldHaveEndedIsNotStartedAnyMore() {
        var experiment = anExperiment().drafted(driver);
        TestTime.moveOn(Duration.ofDays(8));

        assertThat(driver.post(experiment.path("/start"), "").code()).isEqualTo("invalid-state");
    }

    @Test
    void whatHasLongBeenArchivedLeavesTheTopic(RecordedEvents kafka) {
        var experiment = anExperiment().started(driver).steered(driver, "complete", "archive");
        kafka.expects(DEFINITION, DEFINITION, DEFINITION);

        jdbc.sql("UPDATE experiments SET archived_at = archived_at - interval '401 days' WHERE experiment_id = ?")
                .param(experiment.id())
                .update();

        kafka.expects("tombstone").andNothingElse();
        assertThat(kafka.ofType("tombstone").getFirst().key()).isEqualTo(experiment.id());
        assertThat(status(experiment)).isEqualTo("archived");
    }

    @Test
    void howManyThereAreIsSeen() {
        var before = paused();

        anExperiment().started(driver).steered(driver, "pause");

        await().until(() -> paused() == before + 1);
    }

    private double paused() {
        reconciler.make();
        return ExperimentsDriver.metric(managementPort, "agis_experiments", "status=\"paused\"");
    }

    private String status(ExperimentFixture experiment) {
        return driver.get(experiment.path("")).json().path("status").asString();
    }

    private static String quoted(Duration fromNow) {
        return "\"%s\"".formatted(Instant.now().plus(fromNow));
    }
}
