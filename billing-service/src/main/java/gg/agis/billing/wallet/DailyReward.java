package gg.agis.billing.wallet;

import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.id.MadeId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a player may take once on a day, which is UTC's for everyone. */
record DailyReward(String playerId, LocalDate day) {

    static final long AMOUNT = 100;

    static DailyReward at(Instant now, String playerId) {
        return new DailyReward(playerId, LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    /** The cause is a hash: it stays when the player is erased. */
    Transfer transfer() {
        return Transfer.ofGc(
                Owner.DAILY,
                Owner.player(playerId),
                AMOUNT,
                TransferKind.DAILY,
                MadeId.of("daily-reward", playerId, day.toString()).toString(),
                "daily reward");
    }

    Instant nextAt() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
