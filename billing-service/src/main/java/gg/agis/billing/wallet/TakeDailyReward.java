package gg.agis.billing.wallet;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Posted.Done;
import gg.agis.billing.statement.Statements;
import gg.agis.billing.transaction.MoneyTransaction;
import gg.agis.billing.wallet.Movement.Made;
import gg.agis.billing.wallet.Movement.TakenToday;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A player takes the day's reward. */
@Component
class TakeDailyReward {

    private final Ledger ledger;
    private final DailyRewards dailyRewards;
    private final Statements statements;
    private final Clock clock;

    TakeDailyReward(Ledger ledger, DailyRewards dailyRewards, Statements statements, Clock clock) {
        this.ledger = ledger;
        this.dailyRewards = dailyRewards;
        this.statements = statements;
        this.clock = clock;
    }

    @MoneyTransaction
    Movement take(String playerId, UUID requestId) {
        var reward = DailyReward.at(clock.instant(), playerId);
        var transfer = reward.transfer();
        var wallet = AccountKey.gc(Owner.player(playerId));
        // From here on nobody else takes one for this player.
        var books = ledger.open(List.of(transfer));
        // A request that is sent again after midnight was answered, or begun, the day before.
        var before = dailyRewards.transferFor(requestId);
        if (before.isPresent()) {
            return new Made(before.get(), DailyReward.AMOUNT, statements.availableAfter(before.get(), wallet), true);
        }
        if (books.post(transfer) instanceof Done) {
            ledger.write(books);
            dailyRewards.add(requestId, transfer.id());
            return new Made(
                    transfer.id(), DailyReward.AMOUNT, books.balanceOf(wallet).available(), false);
        }
        return new TakenToday(reward.nextAt());
    }
}
