package gg.agis.billing.reversal;

import gg.agis.billing.ledger.Transfer;
import java.util.Optional;

/**
 * A feature whose transfers can be given back in another way than by an operator's reversal. A bean of this type is
 * asked in the transaction that reverses, before the ledger's accounts are locked, so that nothing is given back twice.
 */
public interface TakesBack {

    /** Notes that this transfer is taken back whole, or says to a person why it cannot be. */
    Optional<String> takeBack(Transfer original);
}
