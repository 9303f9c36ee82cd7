package gg.agis.ads.reversal;

import gg.agis.common.id.MadeId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** That a network took a conversion back, and what became of it. */
public record Reversal(
        UUID conversionId,
        State state,
        String network,
        String networkTransactionId,
        long amountGc,
        Instant receivedAt) {

    /** What became of it. */
    public enum State {
        /** Its original has not come yet. */
        PARKED,
        /** What the original was given is taken back. */
        APPLIED,
        /** The original was never given anything. */
        IGNORED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A conversion is reversed once, so its id says it all. */
    public static UUID idOf(UUID conversionId) {
        return MadeId.of("reversal", conversionId.toString());
    }

    public Reversal as(State next) {
        return new Reversal(conversionId, next, network, networkTransactionId, amountGc, receivedAt);
    }
}
