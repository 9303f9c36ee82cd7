package gg.agis.billing.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.statement.Statements;
import gg.agis.billing.wallet.Movement.Made;
import gg.agis.billing.wallet.Movement.TakenToday;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Over midnight, which a test cannot await. */
@BillingServiceTest
class TakeDailyRewardTest {

    private static final Instant BEFORE_MIDNIGHT = Instant.parse("2026-11-21T23:59:59Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");

    @Autowired
    private Ledger ledger;

    @Autowired
    private DailyRewards dailyRewards;

    @Autowired
    private Statements statements;

    @Autowired
    private TransactionTemplate transaction;

    private final String player = BillingDriver.someSnowflake();

    @Test
    void aNewDayHasANewReward() {
        var first = (Made) take(BEFORE_MIDNIGHT, UUID.randomUUID());

        assertThat(take(BEFORE_MIDNIGHT, UUID.randomUUID())).isEqualTo(new TakenToday(MIDNIGHT));
        var second = (Made) take(MIDNIGHT, UUID.randomUUID());

        assertThat(second.available()).isEqualTo(200);
        assertThat(second.transferId()).isNotEqualTo(first.transferId());
    }

    @Test
    void aRequestThatIsSentAgainAfterMidnightGetsNothingMore() {
        var request = UUID.randomUUID();
        var first = (Made) take(BEFORE_MIDNIGHT, request);

        assertThat(take(MIDNIGHT, request))
                .isEqualTo(new Made(first.transferId(), first.amount(), first.available(), true));
        assertThat(take(MIDNIGHT, UUID.randomUUID())).isInstanceOf(Made.class);
    }

    private Movement take(Instant now, UUID request) {
        var useCase = new TakeDailyReward(ledger, dailyRewards, statements, Clock.fixed(now, ZoneOffset.UTC));
        return transaction.execute(status -> useCase.take(player, request));
    }
}
