package gg.agis.experiments.erasure;

import static gg.agis.experiments.ExperimentFixture.anExperiment;
import static gg.agis.experiments.ExperimentsDriver.say;
import static gg.agis.experiments.ExperimentsDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.BillingEvent.PaymentSucceeded;
import gg.agis.common.event.DiscordEvent.PlayerErased;
import gg.agis.experiments.ExperimentFixture;
import gg.agis.experiments.ExperimentsDriver;
import gg.agis.experiments.ExperimentsServiceTest;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is known of a player, and how they are forgotten. */
@ExperimentsServiceTest
class ErasureTest {

    private static final String DONE = "discord.erasure-done.v1";

    @LocalServerPort
    private int port;

    private ExperimentsDriver driver = new ExperimentsDriver(0);
    private ExperimentFixture experiment = anExperiment();
    private final String player = someSnowflake();
    private final UUID conversion = UUID.randomUUID();

    @BeforeEach
    void aPlayerWhoDidAllThereIs() {
        driver = new ExperimentsDriver(port);
        experiment = anExperiment().started(driver);
        say(
                experiment.exposed(player, "variant"),
                experiment.rewarded(conversion, player, "variant", 100, 100_000),
                experiment.rejected(UUID.randomUUID(), player, "variant"),
                new PaymentSucceeded(UUID.randomUUID().toString(), "player:" + player, 500, "usd", "card", null));
        driver.post(
                experiment.path("/events"),
                "{\"unitId\":\"%s\",\"type\":\"purchase\",\"value\":2.5,\"at\":\"%s\",\"eventId\":\"1\"}"
                        .formatted(player, Instant.now()));
        driver.post("/api/experiments", TestTokens.admin(player), anExperiment().text());
    }

    @Test
    void nothingLeadsToAnErasedPlayerAndResultsStay(RecordedEvents kafka) {
        var before = experiment.results(driver);

        say(new PlayerErased(player, Instant.now()));

        kafka.expects(DONE);
        assertThat(kafka.ofType(DONE).getLast().json())
                .isEqualTo("{\"playerId\":\"%s\",\"service\":\"experiments\"}".formatted(player));
        // What has just been sent leaves the outbox a moment later.
        await().untilAsserted(() -> assertThat(tablesThatName(player)).isEmpty());
        assertThat(experiment.results(driver)).isEqualTo(before);
    }

    @Test
    void whatIsTakenBackAfterwardsIsStillTheirUnits() {
        say(new PlayerErased(player, Instant.now()));

        say(experiment.reversed(conversion, "erased-elsewhere", "variant", 100, 100_000));

        assertThat(experiment.result(driver, "variant").path("chargebackRate").asDouble())
                .isOne();
        assertThat(experiment
                        .result(driver, "variant")
                        .path("revenuePerUserUsd")
                        .asDecimal())
                .isEqualByComparingTo("5");
    }

    @Test
    void whoAsksTwiceIsAnsweredTwice(RecordedEvents kafka) {
        say(new PlayerErased(player, Instant.now()));
        say(new PlayerErased(player, Instant.now()));

        kafka.expects(DONE, DONE);
    }

    @Test
    void discordIsToldAllThatIsKnownAndNobodyElseIs() {
        var path = "/internal/players/" + player + "/export";

        var data = driver.getAs("discord", path).json().path("data");

        for (var kind : List.of("exposures", "conversions", "payments", "events", "actions")) {
            assertThat(data.path(kind).isEmpty()).as("%s in %s", kind, data).isFalse();
        }
        assertThat(driver.getAs("ads", path).status()).isEqualTo(404);
        assertThat(driver.get(path).status()).isEqualTo(404);
    }

    private static List<String> tablesThatName(String player) throws SQLException {
        try (var superuser = TestPostgres.superuser();
                var statement = superuser.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'experiments'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            var naming = new ArrayList<String>();
            for (var table : tables) {
                try (var rows = statement.executeQuery(
                        "SELECT count(*) FROM experiments.\"%1$s\" t WHERE to_jsonb(t)::text LIKE '%%%2$s%%'"
                                .formatted(table, player))) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        naming.add(table);
                    }
                }
            }
            return naming;
        }
    }
}
