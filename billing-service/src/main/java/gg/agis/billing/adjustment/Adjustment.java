package gg.agis.billing.adjustment;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.Transfer.Posting;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.id.MadeId;
import java.util.List;
import java.util.UUID;

/**
 * What an operator wants done to an account. Operators are the other side: what they give comes from nowhere else.
 *
 * @param kind {@code GRANT} or {@code ADJUSTMENT}
 * @param amount how much more, or how much in all; below zero takes away
 */
record Adjustment(TransferKind kind, String cause, AccountKey account, Mode mode, long amount, String reason) {

    /** So much that sums of them cannot overflow and every reader of JSON still gets it whole. */
    static final long AMOUNT_MAX = 1_000_000_000_000_000L;

    enum Mode {
        /** The balance changes by the amount. */
        INCREMENT("increment"),
        /** The balance becomes the amount. */
        SET("set");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static Mode of(String word) {
            return word.equals(SET.word) ? SET : INCREMENT;
        }
    }

    /** Of the transfer that this becomes, and of the request while it waits for a second operator. */
    UUID id() {
        return MadeId.transferId(kind.wireName(), cause);
    }

    AccountKey otherSide() {
        return new AccountKey(Owner.OPERATORS, account.unit());
    }

    /** By how much the balance changes, as it is now. */
    long differenceFrom(long balance) {
        return mode == Mode.SET ? Math.subtractExact(amount, balance) : amount;
    }

    /** How much the account got; 0 where the transfer is about another. */
    long amountIn(Transfer transfer) {
        return transfer.postings().stream()
                .filter(posting -> posting.account().equals(account))
                .mapToLong(Posting::amount)
                .sum();
    }

    /** Whether the standing transfer can be this one: what was set then, the balance of then decided. */
    boolean isDoneBy(Transfer standing) {
        long done = amountIn(standing);
        return mode == Mode.SET ? done != 0 : done == amount;
    }

    boolean hasSameContentAs(Adjustment other) {
        return account.equals(other.account) && mode == other.mode && amount == other.amount;
    }

    Transfer transfer(long difference) {
        return Transfer.of(
                kind, cause, reason, List.of(new Posting(account, difference), new Posting(otherSide(), -difference)));
    }
}
