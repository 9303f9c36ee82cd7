package gg.agis.ads.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.fraud.FraudVerdict.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FraudRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final SuspicionFixture HONEST = SuspicionFixture.honestAt(NOON);

    private final FraudRules rules = new FraudRules(SuspicionFixture.settings("198.51.100.0/24", "2001:db8::/32"));

    @Test
    void nothingSpeaksAgainstAnHonestConversion() {
        var verdict = rules.judge(HONEST.it());

        assertThat(verdict.sentence()).isEqualTo(Sentence.CLEAR);
        assertThat(verdict.score()).isZero();
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void whatTheNetworkDoesNotSayIsNotHeldAgainstAnyone() {
        assertThat(rules.judge(HONEST.silent().it()).reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "11, true"})
    void theEleventhWithinTheHourIsTooMany(long recently, boolean speaks) {
        assertSpeaks(HONEST.recently(recently), "velocity", 60, speaks);
    }

    @ParameterizedTest
    @CsvSource({"5, false", "6, true"})
    void fivePlayersMayShareAnAddress(int players, boolean speaks) {
        assertSpeaks(HONEST.onAddressOf(players), "shared_address", 40, speaks);
    }

    @ParameterizedTest
    @CsvSource({"2, false", "3, true"})
    void twoPlayersMayShareADevice(int players, boolean speaks) {
        assertSpeaks(HONEST.onDeviceOf(players), "shared_device", 50, speaks);
    }

    @ParameterizedTest
    @CsvSource({"5000, false, false", "4999, false, true", "-1, false, true", "10000, true, false", "9999, true, true"})
    void nobodyCompletesAnythingInAMoment(long millis, boolean video, boolean speaks) {
        var quick = HONEST.clicked(NOON.minusMillis(millis)).reported(NOON);

        assertSpeaks(video ? quick.video() : quick, "too_fast", 40, speaks);
    }

    @Test
    void withoutItsOwnTimeACallbackCountsFromItsArrival() {
        assertSpeaks(HONEST.reported(null).clicked(NOON.minusSeconds(4)), "too_fast", 40, true);
    }

    @ParameterizedTest
    @CsvSource({"172800, false", "172801, true"})
    void whatIsTwoDaysOldIsStale(long seconds, boolean speaks) {
        var reported = NOON.minusSeconds(seconds);

        assertSpeaks(HONEST.reported(reported).clicked(reported.minusSeconds(60)), "stale", 30, speaks);
    }

    @ParameterizedTest
    @CsvSource({
        "360, 360, false",
        "378, 360, false",
        "379, 360, true",
        "342, 360, false",
        "341, 360, true",
        "1, 0, true",
        "9007199254740992, 9007199254740992, false",
        "9007199254740992, 1, true"
    })
    void theAmountIsWhatThePayoutIsWorth(long amount, long expected, boolean speaks) {
        assertSpeaks(HONEST.amount(amount).expected(expected), "payout_mismatch", 60, speaks);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.0, true",
        "198.51.100.255, true",
        "198.51.101.0, false",
        "2001:db8:1::1, true",
        "2001:db9::1, false",
        "nowhere, false"
    })
    void blockedNetworksAreBlocked(String ip, boolean speaks) {
        assertSpeaks(HONEST.from(ip), "blocked_network", 100, speaks);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "-1, false", "1, true", "-604800000, false", "604800000, true"})
    void anAccountOfAWeekIsNew(long millisYounger, boolean speaks) {
        var made = NOON.minus(Duration.ofDays(7)).plusMillis(millisYounger);

        assertSpeaks(HONEST.by(SuspicionFixture.snowflakeOf(made)), "new_account", 20, speaks);
    }

    @Test
    void aNumberThatNoAccountHasTellsNoAge() {
        assertSpeaks(HONEST.by("99999999999999999999"), "new_account", 20, false);
    }

    @ParameterizedTest
    @CsvSource({"49, CLEAR", "50, HOLD", "99, HOLD", "100, REJECT"})
    void theSumDecides(int score, Sentence sentence) {
        var settings = SuspicionFixture.velocityAlone(score);

        var verdict = new FraudRules(settings).judge(HONEST.recently(10).it());

        assertThat(verdict.sentence()).isEqualTo(sentence);
        assertThat(verdict.hold()).isEqualTo(Duration.ofMinutes(15L * score));
    }

    @Test
    void scoresAddUpAndEachRuleIsNamed() {
        var verdict = rules.judge(
                HONEST.recently(10).by(SuspicionFixture.snowflakeOf(NOON)).it());

        assertThat(verdict.score()).isEqualTo(80);
        assertThat(verdict.reasons()).isEqualTo(List.of("velocity", "new_account"));
        assertThat(verdict.hold()).isEqualTo(Duration.ofHours(20));
    }

    @Test
    void aScoreOfNothingSwitchesARuleOff() {
        assertThat(new FraudRules(SuspicionFixture.velocityAlone(0))
                        .judge(HONEST.recently(99).it())
                        .reasons())
                .isEmpty();
    }

    private void assertSpeaks(SuspicionFixture suspicion, String rule, int score, boolean speaks) {
        var verdict = rules.judge(suspicion.it());

        assertThat(verdict.reasons()).isEqualTo(speaks ? List.of(rule) : List.of());
        assertThat(verdict.score()).isEqualTo(speaks ? score : 0);
    }
}
