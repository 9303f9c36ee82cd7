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
            case Posted.Done(Transfer transfer) -> done(asked, transfer, books, false);
            case Posted.Repeated(Transfer standing) -> done(asked, standing, books, true);
            case Posted.Lacking(var owner, long missing) -> new Lacking(missing);
            case Posted.Conflicting(var standing) -> new Conflicting();
            case Posted.AlreadyReversed(var never) -> throw new IllegalStateException(asked + " takes nothing back");
        };
    }

    private static Done done(Adjustment asked, Transfer transfer, Books books, boolean repeated) {
        long amount = transfer.postings().stream()
                .filter(posting -> posting.account().equals(asked.account()))
                .mapToLong(Transfer.Posting::amount)
                .sum();
        return new Done(transfer.id(), amount, books.balanceOf(asked.account()).available(), repeated);
    }
}
