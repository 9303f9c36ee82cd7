package gg.agis.billing.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import gg.agis.common.id.MadeId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way from some accounts to others. Its id is made from what caused it, so that the same cause is the same
 * transfer however often it is told.
 *
 * @param reverses the transfer that this one takes back
 */
public record Transfer(
        UUID id,
        TransferKind kind,
        String cause,
        String reason,
        List<Posting> postings,
        @Nullable UUID reverses) {

    /** One account's side of a transfer. */
    public record Posting(AccountKey account, long amount) {

        public Posting {
            if (amount == 0) {
                throw new IllegalArgumentException("a posting moves something");
            }
        }

        public static Posting gc(Owner owner, long amount) {
            return new Posting(AccountKey.gc(owner), amount);
        }
    }

    public Transfer {
        postings = List.copyOf(postings);
        if (postings.stream().map(Posting::account).distinct().count() < postings.size()) {
            throw new IllegalArgumentException("an account stands twice in " + postings);
        }
        postings.stream()
                .collect(groupingBy(posting -> posting.account().unit(), reducing(0L, Posting::amount, Math::addExact)))
                .forEach((unit, sum) -> {
                    if (sum != 0) {
                        throw new IllegalArgumentException("postings in " + unit + " sum to " + sum + ", not to 0");
                    }
                });
    }

    public static Transfer of(TransferKind kind, String cause, String reason, List<Posting> postings) {
        return new Transfer(MadeId.transferId(kind.wireName(), cause), kind, cause, reason, postings, null);
    }

    public static Transfer ofGc(Owner from, Owner to, long amount, TransferKind kind, String cause, String reason) {
        return of(kind, cause, reason, List.of(Posting.gc(from, -amount), Posting.gc(to, amount)));
    }

    /** The mirror of this transfer: every posting is taken back, whoever got it. */
    public Transfer reversed(TransferKind as, String cause, String reason) {
        var mirror = postings.stream()
                .map(posting -> new Posting(posting.account(), Math.negateExact(posting.amount())))
                .toList();
        return new Transfer(MadeId.transferId(as.wireName(), cause), as, cause, reason, mirror, id);
    }

    /** Why this owner's balance changes: in a taxed reward the guild gets a tax. */
    public TransferKind kindFor(Owner owner) {
        return kind.seenBy(owner);
    }

    boolean hasSameContentAs(Transfer other) {
        return kind == other.kind
                && cause.equals(other.cause)
                && Set.copyOf(postings).equals(Set.copyOf(other.postings));
    }
}
