package gg.agis.billing.adjustment;

/** What became of an approval. */
sealed interface Approved {

    /** It is in the books, {@code repeated} if it was approved before. */
    record Done(TwoPersonAdjustment adjustment, boolean repeated) implements Approved {}

    record Unknown() implements Approved {}

    /** Whoever asked cannot be the second person. */
    record SamePerson() implements Approved {}

    record Withdrawn() implements Approved {}

    record Lacking(long missing) implements Approved {}

    /** Another transfer stands under the same id. */
    record Conflicting() implements Approved {}
}
