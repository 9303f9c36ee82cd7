package gg.agis.ads.erasure;

import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.conversion.ReportFixture.aTaskOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.ads.Owners;
import gg.agis.ads.conversion.JudgeReports;
import gg.agis.ads.conversion.Pipeline;
import gg.agis.ads.conversion.Report.Unusable;
import gg.agis.common.event.DiscordEvent.PlayerErased;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of a player, and how they are forgotten. */
@AdsServiceTest
class ErasureTest {

    private static final String DONE = "discord.erasure-done.v1";

    @Autowired
    private JudgeReports judgeReports;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final String player = somePlayer();
    private FrontDoor door = new FrontDoor(0);
    private Pipeline pipeline;

    @BeforeEach
    void connect() {
        door = new FrontDoor(port);
        pipeline = new Pipeline(judgeReports, jdbc, door);
        pipeline.consenting(player);
    }

    @Test
    void nothingLeadsToAnErasedPlayerAndTheHistoryOfMoneyStays(RecordedEvents kafka) {
        var task = aTaskOf(player).from("203.0.113.77");
        pipeline.judge(task.completed());
        pipeline.judge(new Unusable("ayet", null, "amount_invalid", "external_identifier=" + player));

        erase(kafka);

        assertThat(kafka.ofType(DONE).getLast().json())
                .isEqualTo("{\"playerId\":\"" + player + "\",\"service\":\"ads\"}");
        // What has just been sent leaves the outbox a moment later.
        await().untilAsserted(() -> assertThat(tablesThatName(player)).isEmpty());
        assertThat(pipeline.stored(task)).containsExactly("rewarded 360");
        assertThat(jdbc.sql("SELECT player_id FROM conversions WHERE network_transaction_id = ?")
                        .param(task.transactionId())
                        .query(String.class)
                        .single())
                .startsWith("erased-");
    }

    @Test
    void whatWasHeldEndsWithThem(RecordedEvents kafka) {
        var task = aTaskOf(player).overpaid();
        pipeline.judge(task.completed());

        erase(kafka);

        kafka.expects("ads.conversion-rejected.v1");
        assertThat(Pipeline.published(kafka, player)).containsExactly("held", "rejected");
        assertThat(pipeline.stored(task)).containsExactly("rejected 360");
    }

    @Test
    void theSameIdIsADuplicateStillAndAChargebackTakesBackWhatWasGiven(RecordedEvents kafka) {
        var task = aTaskOf(player);
        pipeline.judge(task.completed());
        erase(kafka);
        pipeline.consenting(player);

        assertThat(pipeline.judge(task.completed())).isEqualTo("duplicate");
        assertThat(pipeline.judge(task.chargeback())).isEqualTo("reversed");
        kafka.expects("ads.conversion-reversed.v1");
        assertThat(kafka.ofType("ads.conversion-reversed.v1").getLast().json())
                .contains("\"rewardGc\":360", "\"playerId\":\"erased-");
    }

    @Test
    void whoIsForgottenHasConsentedToNothing(RecordedEvents kafka) {
        erase(kafka);

        assertThat(pipeline.judge(aTaskOf(player).completed())).isEqualTo("rejected");
    }

    @Test
    void whoAsksTwiceIsAnsweredTwice(RecordedEvents kafka) {
        erase(kafka);
        erase(kafka);

        assertThat(kafka.ofType(DONE)).hasSize(2);
    }

    @Test
    void discordIsToldAllThatIsKept() {
        var task = aTaskOf(player).on("a-device-of-" + player);
        pipeline.judge(task.completed());

        var export = export(TestTokens.serviceToken("discord", "ads"));

        assertThat(export)
                .contains(
                        "\"playerId\":\"" + player + "\"",
                        "\"conversions\":[{",
                        task.transactionId(),
                        "\"consents\":[{",
                        "\"sightings\":[{",
                        "\"exposures\":[]",
                        "\"offer_name\":\"Raid\"");
    }

    @Test
    void nobodyElseIsTold() {
        for (var token : List.of(
                TestTokens.player(player).tokenFor("ads"),
                TestTokens.admin(player).tokenFor("ads"),
                TestTokens.serviceToken("billing", "ads"))) {
            assertThat(door.send(HttpRequest.newBuilder(path()), token).statusCode())
                    .isEqualTo(404);
        }
    }

    private String export(String token) {
        var answer = door.send(HttpRequest.newBuilder(path()), token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private java.net.URI path() {
        return door.uri("/internal/players/" + player + "/export");
    }

    private void erase(RecordedEvents kafka) {
        Owners.say(new PlayerErased(player, Instant.parse("2026-11-21T12:00:00Z")));
        kafka.expects("discord.player-erased.v1", DONE);
    }

    /** Looks through every row of every table of the service. */
    private static List<String> tablesThatName(String playerId) {
        var found = new ArrayList<String>();
        try (var connection = TestPostgres.superuser();
                var look = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var names =
                    look.executeQuery("SELECT format('ads.%I', relname) FROM pg_class WHERE relkind IN ('r', 'p')"
                            + " AND NOT relispartition AND relnamespace = 'ads'::regnamespace")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (var table : tables) {
                try (var row = look.executeQuery(
                        "SELECT 1 FROM %s t WHERE t::text LIKE '%%%s%%' LIMIT 1".formatted(table, playerId))) {
                    if (row.next()) {
                        found.add(table);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }
}
