package gg.agis.billing.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import gg.agis.common.id.MadeId;
import java.util.List;
import java.util.UUID;

/**
 * Money on its way from some accounts to others. Its id is made from what caused it, so that the same cause is the same
 * transfer however often it is told.
 */
public record Transfer(UUID id, TransferKind kind, String cause, String reason, List<Posting> postings) {

    /** One account's side of a transfer. */
    public record Posting(Owner owner, Unit unit, long amount) {

        public Posting {
            if (amount == 0) {
                throw new IllegalArgumentException("a posting moves something");
            }
        }
    }

    public Transfer {
        postings = List.copyOf(postings);
        postings.stream()
                .collect(groupingBy(Posting::unit, reducing(0L, Posting::amount, Math::addExact)))
                .forEach((unit, sum) -> {
                    if (sum != 0) {
                        throw new IllegalArgumentException("postings in " + unit + " sum to " + sum + ", not to 0");
                    }
                });
    }

    public static Transfer of(TransferKind kind, String cause, String reason, List<Posting> postings) {
        return new Transfer(MadeId.transferId(kind.wireName(), cause), kind, cause, reason, postings);
    }

    public static Transfer between(
            Owner from, Owner to, Unit unit, long amount, TransferKind kind, String cause, String reason) {
        return of(kind, cause, reason, List.of(new Posting(from, unit, -amount), new Posting(to, unit, amount)));
    }
}
