package gg.agis.ads.review;

import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.conversion.ReportFixture.aTaskOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.ads.TestTime;
import gg.agis.ads.conversion.JudgeReports;
import gg.agis.ads.conversion.Pipeline;
import gg.agis.ads.conversion.ReportFixture;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How what is held ends. */
@AdsServiceTest
class ReviewTest {

    private static final Duration HOLD = Duration.ofHours(15);
    private static final TestTokens.Caller MOD = TestTokens.mod(somePlayer());

    @Autowired
    private JudgeReports judgeReports;

    @Autowired
    private ReviewHeld reviewHeld;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final String player = somePlayer();
    private final ReportFixture task = aTaskOf(player).overpaid();
    private FrontDoor door = new FrontDoor(0);
    private Pipeline pipeline;

    @BeforeEach
    void connect() {
        door = new FrontDoor(port);
        pipeline = new Pipeline(judgeReports, jdbc, door);
        pipeline.consenting(player);
    }

    @AfterEach
    void setTimeRight() {
        TestTime.setRight();
    }

    @Test
    void whatNobodyRefusesIsCreditedWhenItsTimeHasCome(RecordedEvents kafka) {
        pipeline.judge(task.completed());
        TestTime.moveOn(HOLD.minusMinutes(1));
        assertThat(reviewHeld.releaseDue())
                .noneMatch(released -> released.playerId().equals(player));

        TestTime.moveOn(Duration.ofMinutes(2));

        await().untilAsserted(() -> assertThat(pipeline.stored(task)).containsExactly("rewarded 360"));
        await().untilAsserted(
                        () -> assertThat(Pipeline.published(kafka, player)).containsExactly("held", "rewarded"));
    }

    @Test
    void aReleaseIsOneHoweverManyMakeIt(RecordedEvents kafka) throws Exception {
        pipeline.judge(task.completed());
        TestTime.moveOn(HOLD.plusMinutes(1));

        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            replicas.invokeAll(IntStream.range(0, 8)
                            .<Callable<Object>>mapToObj(replica -> reviewHeld::releaseDue)
                            .toList())
                    .forEach(round -> assertThat(round).succeedsWithin(Duration.ofSeconds(30)));
        }

        await().untilAsserted(() -> assertThat(pipeline.stored(task)).containsExactly("rewarded 360"));
        await().until(() ->
                jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single() == 0);
        await().untilAsserted(
                        () -> assertThat(Pipeline.published(kafka, player)).containsExactly("held", "rewarded"));
    }

    @Test
    void anOperatorLetsItThroughAndItIsKnownWhoAndWhy(RecordedEvents kafka) {
        pipeline.judge(task.completed());

        var answer = decide("approve", "{\"reason\":\"known to us\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"decision\":\"approved\"",
                        "\"by\":\"" + MOD.subject() + "\"",
                        "\"reason\":\"known to us\"",
                        "\"at\":\"");
        assertThat(pipeline.stored(task)).containsExactly("rewarded 360");
        kafka.expects("ads.conversion-rewarded.v1");
        assertThat(Pipeline.published(kafka, player)).containsExactly("held", "rewarded");
    }

    @Test
    void anOperatorRefusesAndNothingReleasesItLater(RecordedEvents kafka) {
        pipeline.judge(task.completed());

        assertThat(decide("reject", "{\"reason\":\"a farm\"}").statusCode()).isEqualTo(200);
        TestTime.moveOn(HOLD.plusMinutes(1));
        reviewHeld.releaseDue();

        assertThat(pipeline.stored(task)).containsExactly("rejected 360");
        kafka.expects("ads.conversion-rejected.v1");
        assertThat(Pipeline.published(kafka, player)).containsExactly("held", "rejected");
        assertThat(kafka.ofType("ads.conversion-rejected.v1").getLast().json())
                .contains("\"reasons\":[\"payout_mismatch\",\"refused\"]");
    }

    @Test
    void decidingTheSameAgainChangesNothingAndTheOppositeIsRefused(RecordedEvents kafka) {
        pipeline.judge(task.completed());
        var first = decide("approve", "{\"reason\":\"known to us\"}");

        assertThat(decide("approve", "{\"reason\":\"again\"}").body()).isEqualTo(first.body());
        var opposite = decide("reject", "{\"reason\":\"no\"}");
        assertThat(opposite.statusCode()).isEqualTo(409);
        assertThat(opposite.body()).contains("\"code\":\"invalid-state\"");
        kafka.expects("ads.conversion-rewarded.v1");
        assertThat(Pipeline.published(kafka, player)).containsExactly("held", "rewarded");
    }

    @Test
    void whatTheNetworkTookBackIsNotHeldAnyMore() {
        pipeline.judge(task.completed());
        pipeline.judge(task.chargeback());

        assertThat(decide("approve", "{\"reason\":\"too late\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void whatIsHeldIsListedAndWhatIsDecidedIsNot() {
        pipeline.judge(task.completed());
        assertThat(list("?limit=200").body())
                .contains("\"conversionId\":\"" + task.id() + "\"", "\"playerId\":\"" + player + "\"", "\"score\":60");

        decide("reject", "{\"reason\":\"a farm\"}");

        assertThat(list("?limit=200").body()).doesNotContain(task.id().toString());
    }

    @Test
    void theListGoesOnByItsCursor() {
        List.of(
                        aTaskOf(player).overpaid(),
                        aTaskOf(player).overpaid(),
                        aTaskOf(player).overpaid())
                .forEach(each -> pipeline.judge(each.completed()));

        var page = list("?limit=1").body();
        var cursor = page.replaceAll(".*\"nextCursor\":\"([^\"]+)\".*", "$1");
        var next = list("?limit=1&cursor=" + cursor).body();

        assertThat(next).contains("\"conversionId\"").isNotEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\"\"}", "{\"reason\":\"x\",\"by\":\"me\"}"})
    void withoutAReasonNothingIsDecided(String body) {
        pipeline.judge(task.completed());

        assertThat(decide("approve", body).statusCode()).isEqualTo(400);
        assertThat(pipeline.stored(task)).containsExactly("held 360");
    }

    @Test
    void onlyModeratorsDecide() {
        pipeline.judge(task.completed());
        var self = TestTokens.player(player).tokenFor("ads");

        assertThat(door.send(request("approve", "{\"reason\":\"me\"}"), self).statusCode())
                .isEqualTo(403);
        assertThat(door.send(HttpRequest.newBuilder(door.uri("/api/ads/reviews")), self)
                        .statusCode())
                .isEqualTo(403);
        assertThat(door.send(HttpRequest.newBuilder(door.uri("/api/ads/quarantine")), self)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatDoesNotExistCannotBeDecided() {
        var nothing = HttpRequest.newBuilder(door.uri("/api/ads/reviews/" + UUID.randomUUID() + "/approve"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\":\"x\"}"));

        assertThat(door.send(nothing, MOD.tokenFor("ads")).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> decide(String word, String body) {
        return door.send(request(word, body), MOD.tokenFor("ads"));
    }

    private HttpRequest.Builder request(String word, String body) {
        return HttpRequest.newBuilder(door.uri("/api/ads/reviews/" + task.id() + "/" + word))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> list(String query) {
        return door.send(HttpRequest.newBuilder(door.uri("/api/ads/reviews" + query)), MOD.tokenFor("ads"));
    }
}
