package gg.agis.billing.shop;

import gg.agis.billing.ledger.Owner;
import java.util.UUID;

/**
 * What a player has bought, and what of its price has been given back since.
 *
 * @param by who owns the account that paid, which is not the buyer's name once they are erased
 */
record Purchase(UUID id, UUID transferId, Owner by, String itemId, int quantity, long paidGc, long refundedGc) {

    long refundableGc() {
        return paidGc - refundedGc;
    }
}
