package gg.agis.billing.ledger;

/** What an account has, and how much of it is spoken for. */
public record Balance(long balance, long held) {

    public static final Balance NOTHING = new Balance(0, 0);

    public long available() {
        return Math.subtractExact(balance, held);
    }
}
