package gg.agis.billing.ledger;

import java.util.UUID;

/** An account under its row lock. House accounts carry no balance: their figures stay 0 and are never stored. */
record Account(UUID id, AccountKey key, long balance, long held, long sequence) {

    Account plus(long amount) {
        return new Account(id, key, Math.addExact(balance, amount), held, sequence + 1);
    }

    Account holding(long more) {
        return new Account(id, key, balance, Math.addExact(held, more), sequence + 1);
    }

    /** A hold ends: of what it held so much is spent, the rest can be spent again. */
    Account settling(long hold, long spent) {
        return new Account(id, key, Math.subtractExact(balance, spent), Math.subtractExact(held, hold), sequence + 1);
    }

    long available() {
        return Math.subtractExact(balance, held);
    }

    Owner owner() {
        return key.owner();
    }

    Unit unit() {
        return key.unit();
    }
}
