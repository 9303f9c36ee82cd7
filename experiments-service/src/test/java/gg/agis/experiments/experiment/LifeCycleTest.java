package gg.agis.experiments.experiment;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsServiceTest;
import gg.agis.sandbox.junit.RecordedEvents;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From draft to archive, and what others hear of it. */
@ExperimentsServiceTest
class LifeCycleTest {

    private static final String DEFINITION = "experiments.definition.v1";

    private static List<String> wayTo(Status status) {
        return switch (status) {
            case DRAFT -> List.of();
            case RUNNING -> List.of("start");
            case PAUSED -> List.of("start", "pause");
            case COMPLETED -> List.of("start", "complete");
            case ARCHIVED -> List.of("start", "complete", "archive");
        };
    }

    private static List<String> edgesFrom(Status status) {
        return switch (status) {
            case DRAFT -> List.of("start", "archive");
            case RUNNING -> List.of("pause", "complete");
            case PAUSED -> List.of("resume", "complete");
            case COMPLETED -> List.of("archive");
            case ARCHIVED -> List.of();
        };
    }

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);

    @BeforeEach
    void connect() {
        driver = new ExperimentsDriver(port);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void anEdgeThatIsNotInTheTableIsRefused(Status status) {
        for (var edge : List.of("start", "pause", "resume", "complete", "archive")) {
            var experiment = anExperiment().drafted(driver);
            experiment.steered(driver, wayTo(status).toArray(String[]::new));

            var answer = driver.post(experiment.path("/" + edge), "");

            if (edgesFrom(status).contains(edge)) {
                assertThat(answer.status()).as("%s from %s", edge, status).isEqualTo(200);
            } else {
                assertThat(answer.status()).as("%s from %s", edge, status).isEqualTo(409);
                assertThat(answer.code()).isEqualTo("invalid-state");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void theDatabaseKnowsTheSameEdges(Status from) {
        for (var to : Status.values()) {
            var experiment = anExperiment().drafted(driver);
            experiment.steered(driver, wayTo(from).toArray(String[]::new));

            if (from == to || from.mayBecome(to)) {
                assertThat(become(experiment, to)).isOne();
            } else {
                assertThatExceptionOfType(DataAccessException.class)
                        .as("from %s to %s", from, to)
                        .isThrownBy(() -> become(experiment, to));
            }
        }
    }

    private int become(ExperimentFixture experiment, Status status) {
        return jdbc.sql("""
                        UPDATE experiments
                           SET status = :status, archived_at = CASE WHEN :status = 'archived' THEN now() END
                         WHERE experiment_id = :id
                        """)
                .param("status", status.word())
                .param("id", experiment.id())
                .update();
    }

    @Test
    void whatGivesUnitsTheirVariantsIsFixedOnceItHasBegun() {
        var experiment = anExperiment().started(driver);

        for (var change : List.of(
                "seed = 'other'",
                "hash_version = 'v1'",
                "unit_kind = 'guild'",
                "arms = '[]'",
                "namespace_id = 'x', namespace_from = 0, namespace_to = 1",
                "traffic_bp = traffic_bp - 1",
                "version = version - 1")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(change)
                    .isThrownBy(() -> jdbc.sql("UPDATE experiments SET %s WHERE experiment_id = ?".formatted(change))
                            .param(experiment.id())
                            .update());
        }
    }

    @Test
    void everyChangeOfARunningOneIsPublishedAndADraftIsNot(RecordedEvents kafka) {
        var experiment = anExperiment()
                .with("trafficBp", "5000")
                .multiplying("1.0", "1.5")
                .in("reward", 9_990, 9_991);
        experiment.drafted(driver);
        driver.put(experiment.path(""), experiment.with("name", "\"better\"").text());
        kafka.andNothingElse();

        experiment.steered(driver, "start", "pause", "resume");
        assertThat(driver.post(experiment.path("/traffic"), "{\"trafficBp\":8000}")
                        .status())
                .isEqualTo(200);
        experiment.steered(driver, "complete", "archive");

        kafka.expects(DEFINITION, DEFINITION, DEFINITION, DEFINITION, DEFINITION, DEFINITION)
                .andNothingElse();
        var definitions = kafka.ofType(DEFINITION);
        assertThat(definitions).allMatch(record -> record.key().equals(experiment.id()));
        assertThat(definitions.getFirst().json())
                .contains(
                        "\"version\":3,\"status\":\"running\",\"unitKind\":\"player\"",
                        "\"namespace\":{\"id\":\"reward\",\"fromBp\":9990,\"toBp\":9991}",
                        "\"hashVersion\":\"v2\",\"seed\":\"%s\",\"trafficBp\":5000".formatted(experiment.id()),
                        "{\"id\":\"control\",\"control\":true,\"fromBp\":0,\"toBp\":2500,\"multiplierBp\":10000,"
                                + "\"config\":{\"multiplier\":1.0}}",
                        "{\"id\":\"variant\",\"control\":false,\"fromBp\":5000,\"toBp\":7500,\"multiplierBp\":15000,"
                                + "\"config\":{\"multiplier\":1.5}}");
        assertThat(definitions.get(3).json())
                .contains("\"version\":6,\"status\":\"running\"", "\"fromBp\":5000,\"toBp\":9000");
        assertThat(definitions.getLast().json()).contains("\"version\":8,\"status\":\"archived\"");
    }

    @Test
    void aDraftThatIsArchivedIsNobodysBusiness(RecordedEvents kafka) {
        anExperiment().drafted(driver).steered(driver, "archive");

        kafka.andNothingElse();
    }

    @Test
    void trafficOnlyGrows() {
        var experiment = anExperiment().with("trafficBp", "5000").drafted(driver);
        assertThat(traffic(experiment, "6000").code()).as("a draft is edited").isEqualTo("invalid-state");
        experiment.steered(driver, "start");

        assertThat(traffic(experiment, "4999").code()).isEqualTo("traffic-shrinks");
        assertThat(traffic(experiment, "5000").json().path("version").asInt())
                .as("nothing has changed")
                .isEqualTo(2);
        assertThat(traffic(experiment, "10000").json().path("version").asInt()).isEqualTo(3);
        assertThat(traffic(experiment, "10001").status()).isEqualTo(400);
    }

    private ExperimentsDriver.Answer traffic(ExperimentFixture experiment, String bp) {
        return driver.post(experiment.path("/traffic"), "{\"trafficBp\":%s}".formatted(bp));
    }

    @Test
    void twoThatCouldShareAUnitDoNotRunAtOnce() {
        var namespace = "ns-" + UUID.randomUUID();
        var first = anExperiment().in(namespace, 0, 6_000).started(driver).steered(driver, "pause");
        var overlapping = anExperiment().in(namespace, 5_999, 7_000).drafted(driver);
        var beside = anExperiment().in(namespace, 6_000, 7_000).drafted(driver);
        var ofGuilds = anExperiment()
                .with("unitKind", "\"guild\"")
                .in(namespace, 9_000, 10_000)
                .drafted(driver);

        var refused = driver.post(overlapping.path("/start"), "");
        assertThat(refused.code()).as("%s", refused).isEqualTo("experiment-overlap");
        assertThat(refused.json().path("overlapping").path(0).asString()).isEqualTo(first.id());
        assertThat(driver.post(ofGuilds.path("/start"), "").code())
                .as("no range keeps guilds and players apart")
                .isEqualTo("experiment-overlap");
        beside.steered(driver, "start");

        first.steered(driver, "complete");
        beside.steered(driver, "complete");
        overlapping.steered(driver, "start");
    }

    @Test
    void aSecondOneThatSetsTheMultiplierWithoutARangeOverlaps() {
        var first =
                anExperiment().multiplying("1.0", "1.5").in("reward", 100, 101).started(driver);
        var second = anExperiment().multiplying("1.0", "2").drafted(driver);

        assertThat(driver.post(second.path("/start"), "").code()).isEqualTo("experiment-overlap");

        first.steered(driver, "complete");
    }

    @Test
    void ofManyThatExcludeEachOtherOneStarts() throws Exception {
        var namespace = "ns-" + UUID.randomUUID();
        var rivals = Stream.generate(
                        () -> anExperiment().in(namespace, 0, 10_000).drafted(driver))
                .limit(4)
                .toList();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = rivals.stream()
                    .map(rival -> executor.submit(
                            () -> driver.post(rival.path("/start"), "").status()))
                    .toList();
            int[] statuses = new int[answers.size()];
            for (int place = 0; place < statuses.length; place++) {
                statuses[place] = answers.get(place).get();
            }
            assertThat(Arrays.stream(statuses).sorted().toArray()).containsExactly(200, 409, 409, 409);
        }
    }

    @Test
    void whoDidWhatAndWhenIsWrittenDown() {
        var experiment = anExperiment().started(driver);

        assertThat(jdbc.sql("""
                        SELECT l.action || ' by ' || o.subject FROM audit_log l JOIN operators o USING (operator_id)
                         WHERE l.target = ? ORDER BY l.at, l.audit_id
                        """)
                        .param("experiment:" + experiment.id())
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly(
                        "experiment-drafted by player:900000000000000001",
                        "experiment-start by player:900000000000000001");
    }
}
