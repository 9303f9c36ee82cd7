package gg.agis.billing.wallet;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import java.util.UUID;

/** What a player wants to give to their guild. */
record Gift(Owner player, Owner guild, long amount, UUID cause) {

    Transfer transfer() {
        return Transfer.ofGc(player, guild, amount, TransferKind.CONTRIBUTION, cause.toString(), "contribution");
    }

    AccountKey wallet() {
        return AccountKey.gc(player);
    }
}
