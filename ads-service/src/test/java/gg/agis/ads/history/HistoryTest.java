package gg.agis.ads.history;

import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.conversion.ReportFixture.aTaskOf;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.ads.conversion.JudgeReports;
import gg.agis.ads.conversion.Pipeline;
import gg.agis.common.id.MadeId;
import gg.agis.sandbox.junit.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why was I paid so much, or not at all? */
@AdsServiceTest
class HistoryTest {

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
    void aCreditedOneShowsItsFactorsAndItsTransfer() {
        var task = aTaskOf(player).forGuild(somePlayer());
        pipeline.judge(task.completed());

        var shown = json(get("/" + task.id(), player));

        assertThat(shown.path("status").asString()).isEqualTo("rewarded");
        assertThat(shown.path("networkTransactionId").asString()).isEqualTo(task.transactionId());
        assertThat(shown.path("guildId").asString()).isEqualTo(task.guild());
        assertThat(shown.path("rewardGc").asLong()).isEqualTo(360);
        assertThat(shown.path("factors").toString())
                .isEqualTo("{\"baseGc\":360,\"tier\":\"free\",\"tierBp\":10000,\"bonusBp\":0,\"experimentBp\":10000,"
                        + "\"cappedGc\":0}");
        assertThat(shown.path("transferId").asString())
                .isEqualTo(MadeId.transferId("ad-reward", task.id()).toString());
        assertThat(shown.path("why").path("received").path("offer_name").asString())
                .isEqualTo("Raid");
        assertThat(shown.has("releaseAt")).isFalse();
    }

    @Test
    void aHeldOneSaysByWhichRuleAndUntilWhen() {
        var task = aTaskOf(player).overpaid();
        pipeline.judge(task.completed());

        var shown = json(get("/" + task.id(), player));

        assertThat(shown.path("status").asString()).isEqualTo("held");
        assertThat(shown.path("reasons").toString()).isEqualTo("[\"payout_mismatch\"]");
        assertThat(shown.path("why").path("score").asInt()).isEqualTo(60);
        assertThat(shown.path("releaseAt").asString()).isNotEmpty();
        assertThat(shown.has("transferId")).isFalse();
    }

    @Test
    void aRejectedOneEarnsNothingAndSaysWhy() {
        var task = aTaskOf(player).fraudulent();
        pipeline.judge(task.completed());

        var shown = json(get("/" + task.id(), player));

        assertThat(shown.path("rewardGc").asLong()).isZero();
        assertThat(shown.path("reasons").toString()).isEqualTo("[\"too_fast\",\"payout_mismatch\"]");
    }

    @Test
    void aReversedOneShowsWhatItHadBeenGiven() {
        var task = aTaskOf(player);
        pipeline.judge(task.completed());
        pipeline.judge(task.chargeback());

        var shown = json(get("/" + task.id(), player));

        assertThat(shown.path("status").asString()).isEqualTo("reversed");
        assertThat(shown.has("transferId")).isTrue();
    }

    @Test
    void theListHasAllOfThemNewestFirstPageByPage() {
        var tasks = IntStream.range(0, 5).mapToObj(number -> aTaskOf(player)).toList();
        tasks.forEach(task -> pipeline.judge(task.completed()));

        var ids = new ArrayList<String>();
        var cursor = "";
        do {
            var page = json(get("?limit=2" + cursor, player));
            page.path("items").forEach(item -> ids.add(item.path("conversionId").asString()));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(ids)
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(
                        tasks.stream().map(task -> task.id().toString()).toList());
        assertThat(ids.getFirst()).isEqualTo(tasks.getLast().id().toString());
    }

    @Test
    void anothersDoNotExist() {
        var task = aTaskOf(player);
        pipeline.judge(task.completed());
        var other = somePlayer();

        assertThat(get("", other).statusCode()).isEqualTo(404);
        assertThat(door.send(
                                HttpRequest.newBuilder(
                                        door.uri("/api/ads/players/" + other + "/conversions/" + task.id())),
                                TestTokens.player(other).tokenFor("ads"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/" + UUID.randomUUID(), player).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path, String caller) {
        return door.send(
                HttpRequest.newBuilder(door.uri("/api/ads/players/" + player + "/conversions" + path)),
                TestTokens.player(caller).tokenFor("ads"));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
