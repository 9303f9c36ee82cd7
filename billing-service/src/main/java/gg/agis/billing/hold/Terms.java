package gg.agis.billing.hold;

import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.event.ProvisioningEvent.ChargeRequested;
import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param expiresAt until when a hold stands; a charge has no such time
 */
record Terms(TransferKind kind, long amount, @Nullable Instant expiresAt) {

    Terms {
        if (amount <= 0) {
            throw new IllegalArgumentException("an amount of " + amount);
        }
    }

    static Terms of(HoldRequested asked) {
        return new Terms(kindOfHold(asked.purpose()), asked.amount(), asked.expiresAt());
    }

    static Terms of(ChargeRequested asked) {
        return new Terms(kindOfCharge(asked.purpose()), asked.amount(), null);
    }

    /** Whoever asks again may ask for longer; what it is and what it costs stays. */
    boolean areFor(Terms other) {
        return kind == other.kind && amount == other.amount;
    }

    private static TransferKind kindOfHold(String purpose) {
        if (purpose.equals("start")) {
            return TransferKind.SERVER_START;
        }
        if (purpose.startsWith("wake:")) {
            return TransferKind.SERVER_WAKE;
        }
        throw new IllegalArgumentException("nothing is held for " + purpose);
    }

    private static TransferKind kindOfCharge(String purpose) {
        if (purpose.startsWith("renew:")) {
            return TransferKind.SERVER_RENEWAL;
        }
        if (purpose.startsWith("extend:")) {
            return TransferKind.SERVER_EXTENSION;
        }
        throw new IllegalArgumentException("nothing is charged for " + purpose);
    }
}
