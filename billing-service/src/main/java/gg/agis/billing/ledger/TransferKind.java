package gg.agis.billing.ledger;

/** Why money moved; the wire name is part of the events' contract and of every transfer's id. */
public enum TransferKind {
    AD_REWARD("ad-reward");

    private final String wireName;

    TransferKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
