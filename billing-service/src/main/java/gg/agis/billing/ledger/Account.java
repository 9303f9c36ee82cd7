package gg.agis.billing.ledger;

import java.util.UUID;

/** An account under its row lock. House accounts carry no balance: their figures stay 0 and are never stored. */
record Account(UUID id, Owner owner, Unit unit, long balance, long held, long sequence) {

    Account plus(long amount) {
        return new Account(id, owner, unit, Math.addExact(balance, amount), held, sequence + 1);
    }

    long available() {
        return Math.subtractExact(balance, held);
    }

    Key key() {
        return new Key(owner, unit);
    }

    record Key(Owner owner, Unit unit) {}
}
