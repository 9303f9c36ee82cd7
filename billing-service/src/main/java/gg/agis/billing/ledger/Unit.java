package gg.agis.billing.ledger;

/** What the ledger counts; always whole, never a fraction. */
public enum Unit {
    GC,
    CREDIT
}
