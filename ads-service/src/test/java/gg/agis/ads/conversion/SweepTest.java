package gg.agis.ads.conversion;

import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.conversion.ReportFixture.aTaskOf;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.ads.TestTime;
import gg.agis.sandbox.junit.RecordedEvents;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Chargebacks whose originals do not come, or came past them; and what operators see of it all. */
@AdsServiceTest
class SweepTest {

    @Autowired
    private JudgeReports judgeReports;

    @Autowired
    private ReversalSweep sweep;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @Value("${local.management.port}")
    private int managementPort;

    private final String player = somePlayer();
    private final ReportFixture task = aTaskOf(player);
    private Pipeline pipeline;

    @BeforeEach
    void connect() {
        pipeline = new Pipeline(judgeReports, jdbc, new FrontDoor(port));
        pipeline.consenting(player);
        Pipeline.awaitThatAllIsPublished(jdbc);
    }

    @AfterEach
    void setTimeRight() {
        TestTime.setRight();
    }

    @Test
    void anOriginalThatAnOlderVersionJudgedIsTakenBackAfterAll(RecordedEvents kafka) {
        assertThat(pipeline.judge(task.chargeback())).isEqualTo("pending-reversal");
        addAsTheFirstVersionDid();

        sweep.make();
        sweep.make();

        assertThat(pipeline.stored(task)).containsExactly("reversed 360");
        kafka.expects("ads.conversion-reversed.v1").andNothingElse();
        assertThat(kafka.ofType("ads.conversion-reversed.v1").getFirst().json()).contains("\"rewardGc\":360");
    }

    /** It knew of no chargebacks. */
    private void addAsTheFirstVersionDid() {
        jdbc.sql("""
                        WITH entered AS (
                            INSERT INTO conversion_keys (conversion_id, received_at) VALUES (:id, now())
                            RETURNING conversion_id, received_at)
                        INSERT INTO conversions (
                            conversion_id, network, network_transaction_id, player_id, guild_id, ad_type, status,
                            base_gc, tier, tier_bp, bonus_bp, experiment_bp, capped_gc, reward_gc, payout_micros_usd,
                            received_at)
                        SELECT conversion_id, 'ayet', :transaction, :player, NULL, 'offerwall', 'rewarded',
                               360, 'free', 10000, 0, 10000, 0, 360, 360000, received_at
                          FROM entered
                        """)
                .param("id", task.id())
                .param("transaction", task.transactionId())
                .param("player", player)
                .update();
    }

    @Test
    void whatWaitsForAMonthIsAlerted() {
        pipeline.judge(task.chargeback());
        sweep.make();
        assertThat(metric("agis_ad_reversals_overdue")).isZero();

        TestTime.moveOn(Duration.ofDays(31));
        sweep.make();

        assertThat(metric("agis_ad_reversals_overdue")).isPositive();
    }

    @Test
    void operatorsSeeWhatBecomesOfCallbacks() {
        pipeline.judge(task.completed());
        pipeline.judge(task.completed());
        pipeline.judge(task.worth(1).completed());
        pipeline.judge(task.chargeback());
        pipeline.judge(aTaskOf(player).overpaid().completed());
        pipeline.judge(aTaskOf(player).unusable());

        for (var labels : new String[] {
            "agis_ad_conversions_total{network=\"ayet\",service=\"ads\",status=\"credited\",type=\"offerwall\"}",
            "agis_ad_conversions_total{network=\"ayet\",service=\"ads\",status=\"duplicate\",type=\"offerwall\"}",
            "agis_ad_conversions_total{network=\"ayet\",service=\"ads\",status=\"held\",type=\"offerwall\"}",
            "agis_ad_conversions_total{network=\"ayet\",service=\"ads\",status=\"reversed\",type=\"none\"}",
            "agis_ad_rewards_gc_total{service=\"ads\",tier=\"free\",type=\"offerwall\"}",
            "agis_ad_conversions_by_tier_total{service=\"ads\",tier=\"free\"}",
            "agis_ad_fraud_attempts_total{reason=\"payout_mismatch\",service=\"ads\"}",
            "agis_ad_reversals_total{network=\"ayet\",service=\"ads\"}",
            "agis_ad_quarantined_total{reason=\"amount_invalid\",service=\"ads\"}",
            "agis_ad_conflicts_total{network=\"ayet\",service=\"ads\"}",
        }) {
            assertThat(metric(labels)).as(labels).isPositive();
        }
        assertThat(metric("agis_ad_last_callback_timestamp_seconds{network=\"ayet\",service=\"ads\"}"))
                .isGreaterThan(1.7e9);
    }

    private double metric(String name) {
        var door = new FrontDoor(managementPort);
        return door.send(java.net.http.HttpRequest.newBuilder(door.uri("/metrics")), "")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }
}
