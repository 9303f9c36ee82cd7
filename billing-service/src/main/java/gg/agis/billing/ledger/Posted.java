package gg.agis.billing.ledger;

/** What became of a transfer that was to be posted. */
public sealed interface Posted {

    /** It is in the books now. */
    record Done(Transfer transfer) implements Posted {}

    /** It was in the books before, with the same content. */
    record Repeated(Transfer transfer) implements Posted {}

    /** Another transfer stands under the same id; it stays as it is. */
    record Conflicting(Transfer standing) implements Posted {}

    /** The original has been taken back before, by another transfer. */
    record AlreadyReversed(Transfer asked) implements Posted {}

    /** It would take the owner below the floor: so much is missing. */
    record Lacking(Owner owner, long missing) implements Posted {}
}
