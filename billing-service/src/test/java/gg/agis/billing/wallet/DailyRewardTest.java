package gg.agis.billing.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DailyRewardTest {

    private static final Instant LAST_MOMENT = Instant.parse("2026-12-31T23:59:59.999Z");
    private static final Instant MIDNIGHT = Instant.parse("2027-01-01T00:00:00Z");

    private final DailyReward last = DailyReward.at(LAST_MOMENT, "111111111111111111");

    @Test
    void theNextOneIsThereFromMidnightInUtc() {
        assertThat(last.nextAt()).isEqualTo(MIDNIGHT);
    }

    @Test
    void onOneDayItIsOneTransferAndOnTheNextAnother() {
        var sameDay = DailyReward.at(LAST_MOMENT.minusSeconds(86_399), "111111111111111111");
        var nextDay = DailyReward.at(MIDNIGHT, "111111111111111111");

        assertThat(sameDay.transfer()).isEqualTo(last.transfer());
        assertThat(nextDay.transfer().id()).isNotEqualTo(last.transfer().id());
    }

    @Test
    void eachPlayerHasTheirOwn() {
        var other = DailyReward.at(LAST_MOMENT, "222222222222222222");

        assertThat(other.transfer().id()).isNotEqualTo(last.transfer().id());
    }

    @Test
    void neitherCauseNorReasonNamesThePlayer() {
        assertThat(last.transfer().cause() + last.transfer().reason()).doesNotContain(last.playerId());
    }
}
