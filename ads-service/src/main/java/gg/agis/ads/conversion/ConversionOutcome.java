package gg.agis.ads.conversion;

import java.util.UUID;

/** What became of a callback; the network is told the word, and success in each case. */
public sealed interface ConversionOutcome {

    UUID conversionId();

    String word();

    record Credited(UUID conversionId) implements ConversionOutcome {
        @Override
        public String word() {
            return "credited";
        }
    }

    /** Refused for a reason that asking again cannot mend. */
    record Rejected(UUID conversionId, String reason) implements ConversionOutcome {
        @Override
        public String word() {
            return "rejected";
        }
    }

    record Duplicate(UUID conversionId) implements ConversionOutcome {
        @Override
        public String word() {
            return "duplicate";
        }
    }

    /** Signed, yet unusable: kept for an operator. */
    record Quarantined(UUID conversionId) implements ConversionOutcome {
        @Override
        public String word() {
            return "quarantined";
        }
    }

    /** Suspicious: its reward is pending. */
    record Held(UUID conversionId) implements ConversionOutcome {
        @Override
        public String word() {
            return "held";
        }
    }

    /** Taken back, exactly what was given for it. */
    record Reversed(UUID conversionId) implements ConversionOutcome {
        @Override
        public String word() {
            return "reversed";
        }
    }

    /** Taken back before it came. */
    record PendingReversal(UUID conversionId) implements ConversionOutcome {
        @Override
        public String word() {
            return "pending-reversal";
        }
    }

    /** Nothing that anybody is paid for. */
    record Ignored(UUID conversionId) implements ConversionOutcome {
        @Override
        public String word() {
            return "ignored";
        }
    }
}
