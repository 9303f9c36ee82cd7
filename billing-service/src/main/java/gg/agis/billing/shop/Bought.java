package gg.agis.billing.shop;

/** What became of an order. */
sealed interface Bought {

    /** It is paid, {@code repeated} if it was before. */
    record Done(Purchase purchase, long available, boolean repeated) implements Bought {}

    record Unknown() implements Bought {}

    /** A pack is bought for money, not for what it contains. */
    record ForMoney() implements Bought {}

    record LimitReached(int limit) implements Bought {}

    record OutOfStock() implements Bought {}

    record Lacking(long missing) implements Bought {}

    /** Another transfer stands under the same id. */
    record Conflicting() implements Bought {}
}
