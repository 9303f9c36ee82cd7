package gg.agis.ads.conversion;

import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.conversion.ReportFixture.aTaskOf;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.ads.TestTime;
import gg.agis.sandbox.junit.RecordedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many at once, and many one after the other. */
@AdsServiceTest
class CrowdTest {

    @Autowired
    private JudgeReports judgeReports;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final String player = somePlayer();
    private Pipeline pipeline;

    @BeforeEach
    void connect() {
        pipeline = new Pipeline(judgeReports, jdbc, new FrontDoor(port));
    }

    @AfterEach
    void setTimeRight() {
        TestTime.setRight();
    }

    @Test
    void theEleventhConversionInAnHourIsHeld() {
        pipeline.consenting(player);

        assertThat(oneAfterTheOther(11)).startsWith("credited").endsWith("held").containsOnlyOnce("held");
    }

    @Test
    void afterAnHourTheyCountNoMore() {
        pipeline.consenting(player);
        oneAfterTheOther(10);

        TestTime.moveOn(Duration.ofMinutes(61));

        assertThat(oneAfterTheOther(11)).containsOnlyOnce("held").endsWith("held");
    }

    @Test
    void whatWasRejectedDoesNotCount() {
        pipeline.consenting(player);
        oneAfterTheOther(9);
        pipeline.judge(aTaskOf(player).fraudulent().completed());

        assertThat(oneAfterTheOther(2)).containsExactly("credited", "held");
    }

    @Test
    void ofElevenAtOnceExactlyTenAreCredited(RecordedEvents kafka) throws Exception {
        pipeline.consenting(player);
        var tasks = IntStream.range(0, 11)
                .mapToObj(number -> aTaskOf(player).completed())
                .toList();

        var words = pipeline.judgeAsReplicas(tasks);

        assertThat(Collections.frequency(words, "credited")).isEqualTo(10);
        assertThat(Collections.frequency(words, "held")).isEqualTo(1);
        kafka.expects("ads.conversion-held.v1");
        assertThat(Pipeline.published(kafka, player)).hasSize(11);
    }

    @Test
    void ofElevenInOneTransactionExactlyTenAreCredited() {
        pipeline.consenting(player);

        var words = pipeline.judgeTogether(IntStream.range(0, 11)
                .<Report>mapToObj(number -> aTaskOf(player).completed())
                .toList());

        assertThat(words).containsOnlyOnce("held").endsWith("held");
    }

    @Test
    void ofTwentyCopiesAtOnceOneIsCredited(RecordedEvents kafka) throws Exception {
        pipeline.consenting(player);
        var task = aTaskOf(player);

        var words = pipeline.judgeAsReplicas(Collections.nCopies(20, task.completed()));

        assertThat(Collections.frequency(words, "credited")).isEqualTo(1);
        assertThat(Collections.frequency(words, "duplicate")).isEqualTo(19);
        kafka.expects("ads.consent-changed.v1", "ads.conversion-rewarded.v1").andNothingElse();
    }

    @Test
    void aChargebackAndItsOriginalAtOnceEndReversedWhicheverComesFirst(RecordedEvents kafka) throws Exception {
        var players = IntStream.range(0, 40).mapToObj(n -> somePlayer()).toList();
        players.forEach(pipeline::consenting);
        var tasks = players.stream().map(ReportFixture::aTaskOf).toList();
        var reports = new ArrayList<Report>();
        tasks.forEach(task -> {
            reports.add(task.completed());
            reports.add(task.anonymousChargeback());
        });

        var words = pipeline.judgeAsReplicas(reports);

        assertThat(Collections.frequency(words, "reversed")).isEqualTo(40);
        tasks.forEach(task -> assertThat(pipeline.stored(task)).containsExactly("reversed 360"));
        kafka.expects(Collections.nCopies(40, "ads.conversion-reversed.v1").toArray(String[]::new));
        players.forEach(each -> assertThat(Pipeline.published(kafka, each)).containsExactly("rewarded", "reversed"));
    }

    @Test
    void theSixthPlayerOnAnAddressIsSeen() {
        var ip = "2001:db8::" + Integer.toHexString(player.hashCode() & 0xffff) + ":1";

        for (int number = 1; number <= 6; number++) {
            var each = pipeline.consenting(somePlayer());
            var task = aTaskOf(each).from(ip);
            pipeline.judge(task.completed());
            assertThat(reasons(task)).isEqualTo(number == 6 ? List.of("shared_address") : List.of());
        }
    }

    @Test
    void theThirdPlayerOnADeviceIsHeld() {
        var device = UUID.randomUUID().toString();

        var words = IntStream.range(0, 3)
                .mapToObj(number -> pipeline.judge(
                        aTaskOf(pipeline.consenting(somePlayer())).on(device).completed()))
                .toList();

        assertThat(words).containsExactly("credited", "credited", "held");
    }

    @Test
    void whoWasSeenADayAgoIsForgotten() {
        var device = UUID.randomUUID().toString();
        IntStream.range(0, 2)
                .forEach(number -> pipeline.judge(
                        aTaskOf(pipeline.consenting(somePlayer())).on(device).completed()));

        TestTime.moveOn(Duration.ofHours(25));

        assertThat(pipeline.judge(
                        aTaskOf(pipeline.consenting(player)).on(device).completed()))
                .isEqualTo("credited");
    }

    @Test
    void consecutiveDaysAddUpAndAMissedOneBeginsAnew() {
        pipeline.consenting(player);

        var bonuses = IntStream.of(0, 1, 1, 1, 1, 1, 1, 2)
                .map(days -> {
                    TestTime.moveOn(Duration.ofDays(days));
                    return bonusOfOneMore();
                })
                .toArray();

        assertThat(bonuses).containsExactly(0, 500, 1_000, 1_500, 2_000, 2_500, 2_500, 0);
    }

    private int bonusOfOneMore() {
        var task = aTaskOf(player);
        pipeline.judge(task.completed());
        return jdbc.sql("SELECT bonus_bp FROM conversions WHERE network_transaction_id = ?")
                .param(task.transactionId())
                .query(Integer.class)
                .single();
    }

    private List<String> oneAfterTheOther(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> pipeline.judge(aTaskOf(player).completed()))
                .toList();
    }

    private List<String> reasons(ReportFixture task) {
        return jdbc.sql("SELECT unnest(reasons) FROM conversions WHERE network_transaction_id = ?")
                .param(task.transactionId())
                .query((row, number) -> row.getString(1))
                .list();
    }
}
