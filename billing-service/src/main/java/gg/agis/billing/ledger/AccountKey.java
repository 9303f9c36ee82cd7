package gg.agis.billing.ledger;

/** Whose account, and of what. */
public record AccountKey(Owner owner, Unit unit) {

    public static AccountKey gc(Owner owner) {
        return new AccountKey(owner, Unit.GC);
    }
}
