package gg.agis.sandbox.adnetwork;

import java.util.Arrays;
import java.util.Optional;

/** What the player did; the wire name travels in {@code custom_1}. */
public enum AdType {
    OFFERWALL("offerwall", "coins", 360),
    SURVEYWALL("surveywall", "points", 120),
    VIDEO("video", "coins", 50);

    private final String wire;
    private final String currency;
    private final long usualAmount;

    AdType(String wire, String currency, long usualAmount) {
        this.wire = wire;
        this.currency = currency;
        this.usualAmount = usualAmount;
    }

    public static Optional<AdType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }

    public String wire() {
        return wire;
    }

    public long usualAmount() {
        return usualAmount;
    }

    String currency() {
        return currency;
    }
}
