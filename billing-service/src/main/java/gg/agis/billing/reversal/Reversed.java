package gg.agis.billing.reversal;

import java.util.UUID;

/** What became of a reversal. */
sealed interface Reversed {

    /** It is in the books, {@code repeated} if it was before. */
    record Done(UUID transferId, boolean repeated) implements Reversed {}

    record Unknown() implements Reversed {}

    /** Why not, in a person's words. */
    record NotReversible(String why) implements Reversed {}

    /** Another transfer stands under the same id. */
    record Conflicting() implements Reversed {}
}
