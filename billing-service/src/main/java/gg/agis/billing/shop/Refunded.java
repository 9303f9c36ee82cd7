package gg.agis.billing.shop;

import java.util.UUID;

/** What became of a refund. */
sealed interface Refunded {

    /** It is given back, {@code repeated} if it was before. */
    record Done(Purchase purchase, UUID transferId, long amount, boolean repeated) implements Refunded {}

    record Unknown() implements Refunded {}

    /** So much of the price has not been given back yet. */
    record TooMuch(long refundable) implements Refunded {}

    /** Another transfer stands under the same id. */
    record Conflicting() implements Refunded {}
}
