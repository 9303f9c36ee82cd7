package gg.agis.ads.conversion;

import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.conversion.ReportFixture.aTaskOf;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.sandbox.junit.RecordedEvents;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that a report can become: what is answered, stored and published. */
@AdsServiceTest
class VerdictTest {

    private static final String CONSENT = "ads.consent-changed.v1";
    private static final String REWARDED = "ads.conversion-rewarded.v1";
    private static final String HELD = "ads.conversion-held.v1";
    private static final String REJECTED = "ads.conversion-rejected.v1";
    private static final String REVERSED = "ads.conversion-reversed.v1";

    @Autowired
    private JudgeReports judgeReports;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final String player = somePlayer();
    private final ReportFixture task = aTaskOf(player);
    private Pipeline pipeline;

    @BeforeEach
    void connect() {
        pipeline = new Pipeline(judgeReports, jdbc, new FrontDoor(port));
    }

    @Test
    void allWellIsCredited(RecordedEvents kafka) {
        pipeline.consenting(player);

        assertThat(pipeline.judge(task.completed())).isEqualTo("credited");
        assertThat(pipeline.stored(task)).containsExactly("rewarded 360");
        kafka.expects(CONSENT, REWARDED).andNothingElse();
        assertThat(kafka.ofType(REWARDED).getFirst().json())
                .contains(
                        "\"conversionId\":\"" + task.id() + "\"",
                        "\"baseGc\":360,\"tier\":\"free\",\"tierBp\":10000,\"bonusBp\":0,\"experimentBp\":10000,"
                                + "\"cappedGc\":0,\"rewardGc\":360,\"payoutMicrosUsd\":360000");
    }

    @Test
    void whatTheDailyCapTakesIsCreditedAndSaid(RecordedEvents kafka) {
        pipeline.consenting(player);

        assertThat(pipeline.judge(task.worth(19_900).completed())).isEqualTo("credited");
        assertThat(pipeline.judge(aTaskOf(player).worth(360).completed())).isEqualTo("credited");
        assertThat(pipeline.judge(aTaskOf(player).worth(360).completed())).isEqualTo("credited");
        kafka.expects(CONSENT, REWARDED, REWARDED, REWARDED).andNothingElse();
        assertThat(kafka.ofType(REWARDED).get(1).json()).contains("\"cappedGc\":260,\"rewardGc\":100");
        assertThat(kafka.ofType(REWARDED).get(2).json()).contains("\"cappedGc\":360,\"rewardGc\":0");
    }

    @Test
    void theSuspiciousIsHeldAndSaysUntilWhenAndWhy(RecordedEvents kafka) {
        pipeline.consenting(player);

        assertThat(pipeline.judge(task.overpaid().completed())).isEqualTo("held");
        assertThat(pipeline.stored(task)).containsExactly("held 360");
        kafka.expects(CONSENT, HELD).andNothingElse();
        assertThat(kafka.ofType(HELD).getFirst().json())
                .contains("\"rewardGc\":360,\"score\":60,\"reasons\":[\"payout_mismatch\"],\"releaseAt\":\"");
    }

    @Test
    void whatIsHeldCountsAgainstItsDay(RecordedEvents kafka) {
        pipeline.consenting(player);
        pipeline.judge(task.worth(19_900).overpaid().completed());

        pipeline.judge(aTaskOf(player).worth(360).completed());

        kafka.expects(CONSENT, HELD, REWARDED).andNothingElse();
        assertThat(kafka.ofType(REWARDED).getFirst().json()).contains("\"cappedGc\":260,\"rewardGc\":100");
    }

    @Test
    void theFraudulentIsRejectedWithItsReasons(RecordedEvents kafka) {
        pipeline.consenting(player);

        assertThat(pipeline.judge(task.fraudulent().completed())).isEqualTo("rejected");
        assertThat(pipeline.stored(task)).containsExactly("rejected 0");
        kafka.expects(CONSENT, REJECTED).andNothingElse();
        assertThat(kafka.ofType(REJECTED).getFirst().json()).contains("\"reasons\":[\"too_fast\",\"payout_mismatch\"]");
    }

    @Test
    void withoutConsentOnlyAHashIsKept(RecordedEvents kafka) {
        assertThat(pipeline.judge(task.from("203.0.113.9").completed())).isEqualTo("rejected");

        assertThat(pipeline.stored(task)).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM sightings WHERE player_id = ?")
                        .param(player)
                        .query(Long.class)
                        .single())
                .isZero();
        kafka.andNothingElse();
    }

    @Test
    void whatCameWithoutConsentStaysRefusedWhateverComesLater(RecordedEvents kafka) {
        pipeline.judge(task.completed());
        pipeline.consenting(player);

        assertThat(pipeline.judge(task.completed())).isEqualTo("duplicate");
        assertThat(pipeline.judge(task.chargeback())).isEqualTo("ignored");
        assertThat(pipeline.judge(task.chargeback())).isEqualTo("duplicate");
        kafka.expects(CONSENT).andNothingElse();
    }

    @Test
    void consentWithdrawnBetweenTwoCallbacksStopsTheSecond(RecordedEvents kafka) {
        pipeline.consenting(player);
        assertThat(pipeline.judge(task.completed())).isEqualTo("credited");

        pipeline.withdraw(player);

        assertThat(pipeline.judge(aTaskOf(player).completed())).isEqualTo("rejected");
        kafka.expects(CONSENT, REWARDED, CONSENT).andNothingElse();
    }

    @Test
    void theSameIdAgainIsADuplicate(RecordedEvents kafka) {
        pipeline.consenting(player);
        pipeline.judge(task.completed());

        assertThat(pipeline.judge(task.completed())).isEqualTo("duplicate");
        assertThat(conflicts()).isEmpty();
        kafka.expects(CONSENT, REWARDED).andNothingElse();
    }

    @Test
    void theSameIdWithAnotherAmountIsFiledAndTheFirstStands(RecordedEvents kafka) {
        pipeline.consenting(player);
        pipeline.judge(task.completed());

        assertThat(pipeline.judge(task.worth(9_000).completed())).isEqualTo("duplicate");
        assertThat(pipeline.judge(task.worth(9_000).completed())).isEqualTo("duplicate");
        assertThat(conflicts()).containsExactly("360 9000");
        assertThat(pipeline.stored(task)).containsExactly("rewarded 360");
        kafka.expects(CONSENT, REWARDED).andNothingElse();
    }

    @Test
    void whatIsTakenBackIsReversedOnce(RecordedEvents kafka) {
        pipeline.consenting(player);
        pipeline.judge(task.completed());

        assertThat(pipeline.judge(task.anonymousChargeback())).isEqualTo("reversed");
        assertThat(pipeline.judge(task.chargeback())).isEqualTo("duplicate");
        assertThat(pipeline.stored(task)).containsExactly("reversed 360");
        kafka.expects(CONSENT, REWARDED, REVERSED).andNothingElse();
        assertThat(kafka.ofType(REVERSED).getFirst().json())
                .contains("\"rewardGc\":360,\"payoutMicrosUsd\":360000,\"reason\":\"advertiser_rejected\"");
    }

    @Test
    void ofWhatIsHeldNothingIsTakenBack(RecordedEvents kafka) {
        pipeline.consenting(player);
        pipeline.judge(task.overpaid().completed());

        assertThat(pipeline.judge(task.chargeback())).isEqualTo("reversed");
        assertThat(pipeline.stored(task)).containsExactly("reversed 360");
        kafka.expects(CONSENT, HELD, REVERSED).andNothingElse();
        assertThat(kafka.ofType(REVERSED).getFirst().json()).contains("\"rewardGc\":0,");
    }

    @Test
    void aChargebackBeforeItsOriginalWaitsForIt(RecordedEvents kafka) {
        pipeline.consenting(player);

        assertThat(pipeline.judge(task.chargeback())).isEqualTo("pending-reversal");
        assertThat(pipeline.judge(task.chargeback())).isEqualTo("duplicate");
        assertThat(pipeline.judge(task.completed())).isEqualTo("reversed");
        assertThat(pipeline.judge(task.completed())).isEqualTo("duplicate");
        assertThat(pipeline.judge(task.chargeback())).isEqualTo("duplicate");
        assertThat(pipeline.stored(task)).containsExactly("reversed 360");
        kafka.expects(CONSENT, REWARDED, REVERSED).andNothingElse();
        assertThat(Pipeline.published(kafka, player)).containsExactly("rewarded", "reversed");
    }

    @Test
    void aChargebackBeforeWhatIsHeldEndsItAtOnce(RecordedEvents kafka) {
        pipeline.consenting(player);
        pipeline.judge(task.anonymousChargeback());

        assertThat(pipeline.judge(task.overpaid().completed())).isEqualTo("reversed");
        kafka.expects(CONSENT, HELD, REVERSED).andNothingElse();
        assertThat(kafka.ofType(REVERSED).getFirst().json()).contains("\"rewardGc\":0,", "\"reason\":\"chargeback\"");
    }

    @Test
    void aChargebackBeforeWhatIsRejectedTakesNothingBack(RecordedEvents kafka) {
        pipeline.consenting(player);
        pipeline.judge(task.chargeback());

        assertThat(pipeline.judge(task.fraudulent().completed())).isEqualTo("rejected");
        assertThat(reversal()).containsExactly("ignored");
        kafka.expects(CONSENT, REJECTED).andNothingElse();
    }

    @Test
    void aChargebackBeforeWhatNobodyConsentedToIsForgotten(RecordedEvents kafka) {
        pipeline.judge(task.chargeback());

        assertThat(pipeline.judge(task.completed())).isEqualTo("rejected");
        assertThat(reversal()).isEmpty();
        assertThat(pipeline.judge(task.chargeback())).isEqualTo("duplicate");
        kafka.andNothingElse();
    }

    @Test
    void aChargebackOfWhatWasNeverPaidIsIgnoredAndRemembered(RecordedEvents kafka) {
        var installed = aTaskOf(player);
        var unusable = aTaskOf(player);
        var fraudulent = aTaskOf(player).fraudulent();
        pipeline.consenting(player);
        pipeline.judge(installed.installed());
        pipeline.judge(unusable.unusable());
        pipeline.judge(fraudulent.completed());

        for (var never : List.of(installed, unusable, fraudulent)) {
            assertThat(pipeline.judge(never.chargeback())).isEqualTo("ignored");
            assertThat(pipeline.judge(never.chargeback())).isEqualTo("duplicate");
        }
        assertThat(pipeline.judge(installed.completed())).as("now it has come").isEqualTo("reversed");
        kafka.expects(CONSENT, REJECTED, REWARDED, REVERSED).andNothingElse();
    }

    @Test
    void aChargebackBeforeWhatIsNotPaidForIsSettledByIt(RecordedEvents kafka) {
        pipeline.judge(task.chargeback());

        assertThat(pipeline.judge(task.installed())).isEqualTo("ignored");
        assertThat(reversal()).containsExactly("ignored");
        kafka.andNothingElse();
    }

    @Test
    void whatCannotBeUsedIsQuarantinedOnce(RecordedEvents kafka) {
        assertThat(pipeline.judge(task.unusable())).isEqualTo("quarantined");
        assertThat(pipeline.judge(task.unusable())).isEqualTo("duplicate");
        kafka.andNothingElse();
    }

    @Test
    void whatNobodyPaysForIsIgnored(RecordedEvents kafka) {
        assertThat(pipeline.judge(task.installed())).isEqualTo("ignored");
        assertThat(pipeline.judge(task.installed())).isEqualTo("ignored");
        assertThat(pipeline.stored(task)).isEmpty();
        kafka.andNothingElse();
    }

    @Test
    void reportsOfOneTransactionSeeEachOther(RecordedEvents kafka) {
        pipeline.consenting(player);
        var other = aTaskOf(player);

        assertThat(pipeline.judgeTogether(List.of(
                        task.chargeback(),
                        task.completed(),
                        task.completed(),
                        other.completed(),
                        other.chargeback(),
                        other.chargeback(),
                        aTaskOf(somePlayer()).completed())))
                .containsExactly(
                        "pending-reversal", "reversed", "duplicate", "credited", "reversed", "duplicate", "rejected");
        kafka.expects(CONSENT, REWARDED, REVERSED, REWARDED, REVERSED).andNothingElse();
        assertThat(pipeline.stored(other)).containsExactly("reversed 360");
    }

    @Test
    void oneThatCannotBeStoredHarmsNoOther() throws Exception {
        pipeline.consenting(player);
        // No network is named so; its row is refused, and with it the transaction.
        var broken = new Report.Unusable("a\0b", null, "amount_invalid", task.transactionId());
        var reports = IntStream.range(0, 20).mapToObj(n -> aTaskOf(player)).toList();

        try (var executor = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var failing = executor.submit(() -> pipeline.judge(broken));
            var words = pipeline.judgeAtOnce(
                    reports.stream().map(ReportFixture::completed).toList());
            assertThat(words).hasSize(20).allMatch(word -> word.equals("credited") || word.equals("held"));
            assertThat(failing).failsWithin(java.time.Duration.ofSeconds(30));
        }
    }

    private List<String> conflicts() {
        return jdbc.sql("SELECT first_gc || ' ' || other_gc FROM conflicts WHERE conversion_id = ?")
                .param(task.id())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<String> reversal() {
        return jdbc.sql("SELECT state FROM reversals WHERE conversion_id = ?")
                .param(task.id())
                .query((row, number) -> row.getString(1))
                .list();
    }
}
