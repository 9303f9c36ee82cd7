package gg.agis.billing.adjustment;

import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.Posted;
import gg.agis.billing.ledger.Transfer;
import java.util.UUID;

/** What became of a grant or an adjustment. */
sealed interface Adjusted {

    /** It is in the books, {@code repeated} if it was before. */
    record Done(UUID transferId, long amount, long available, boolean repeated) implements Adjusted {}

    /** The balance is already what it was to be. */
    record Unchanged(long available) implements Adjusted {}

    /** It is too much for one operator alone. */
    record Pending(UUID id) implements Adjusted {}

    record Lacking(long missing) implements Adjusted {}

    /** Another transfer stands under the same id. */
    record Conflicting() implements Adjusted {}

    static Adjusted of(Adjustment asked, Posted posted, Books books) {
        return switch (posted) {
            case Posted.Done(Transfer transfer) ->
                new Done(
                        transfer.id(),
                        asked.amountIn(transfer),
                        books.balanceOf(asked.account()).available(),
                        false);
            case Posted.Lacking lacking -> new Lacking(lacking.missing());
            case Posted.Repeated _, Posted.Conflicting _ -> new Conflicting();
            case Posted.AlreadyReversed _ -> throw new IllegalStateException(asked + " takes nothing back");
        };
    }
}
