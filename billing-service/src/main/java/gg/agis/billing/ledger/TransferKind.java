package gg.agis.billing.ledger;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.stream.Stream;

/** Why money moved; the wire name is part of the events' contract and of every transfer's id. */
public enum TransferKind {
    AD_REWARD("ad-reward"),
    AD_REVERSAL("ad-reversal", Floor.MAY_BE_PASSED),
    GUILD_TAX("guild-tax"),
    CONTRIBUTION("contribution"),
    PURCHASE("purchase"),
    REFUND("refund"),
    SHOP("shop"),
    GRANT("grant"),
    ADJUSTMENT("adjustment"),
    SERVER_START("server-start"),
    SERVER_WAKE("server-wake"),
    SERVER_RENEWAL("server-renewal"),
    SERVER_EXTENSION("server-extension"),
    SERVER_REFUND("server-refund"),
    DAILY("daily"),
    PLAN_CREDITS("plan-credits"),
    USAGE("usage"),
    SLA_CREDIT("sla-credit"),
    EXPIRY("expiry"),
    REVERSAL("reversal", Floor.MAY_BE_PASSED);

    private enum Floor {
        HOLDS,
        /** What was given by mistake is taken back from one who has spent it, too: that one owes. */
        MAY_BE_PASSED
    }

    private static final Map<String, TransferKind> BY_WIRE_NAME =
            Stream.of(values()).collect(toUnmodifiableMap(TransferKind::wireName, kind -> kind));

    private final String wireName;
    private final Floor floor;

    TransferKind(String wireName) {
        this(wireName, Floor.HOLDS);
    }

    TransferKind(String wireName, Floor floor) {
        this.wireName = wireName;
        this.floor = floor;
    }

    public static TransferKind of(String wireName) {
        var kind = BY_WIRE_NAME.get(wireName);
        if (kind == null) {
            throw new IllegalArgumentException("not a kind of transfer: " + wireName);
        }
        return kind;
    }

    public String wireName() {
        return wireName;
    }

    /** Why this owner's balance changes: in a taxed reward the guild gets a tax. */
    public TransferKind seenBy(Owner owner) {
        return this == AD_REWARD && owner.isGuild() ? GUILD_TAX : this;
    }

    boolean keepsTheFloor() {
        return floor == Floor.HOLDS;
    }

    /** What takes back is final; a mistake in it is put right by an adjustment. */
    public boolean isReversal() {
        return this == AD_REVERSAL || this == REVERSAL;
    }
}
