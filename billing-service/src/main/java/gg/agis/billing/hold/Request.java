package gg.agis.billing.hold;

import static java.util.Objects.requireNonNull;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Owner;
import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.BillingEvent.Charged;
import gg.agis.common.event.BillingEvent.FundsHeld;
import gg.agis.common.event.BillingEvent.HoldPosted;
import gg.agis.common.event.BillingEvent.HoldVoided;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a treasury, and how it stands.
 *
 * @param terms what was asked for; unknown where a hold was settled that nobody had asked for
 * @param posted what it has cost
 * @param refunded what of that has come back
 * @param version the stored row that this was decided on; 0 where there is none yet
 */
record Request(
        UUID id,
        Owner owner,
        @Nullable Terms terms,
        RequestState state,
        long posted,
        long refunded,
        @Nullable String voidReason,
        long version) {

    static final String EXPIRED = "expired";
    static final String RELEASED = "released";
    static final String UNKNOWN = "unknown";

    static Request held(UUID id, Owner owner, Terms terms) {
        return new Request(id, owner, terms, RequestState.HELD, 0, 0, null, 0);
    }

    static Request charged(UUID id, Owner owner, Terms terms) {
        return new Request(id, owner, terms, RequestState.CHARGED, terms.amount(), 0, null, 0);
    }

    /** Remembered all the same, or a hold that arrives after its own end would stand until it expires. */
    static Request neverAskedFor(UUID id, Owner owner, String reason) {
        return new Request(id, owner, null, RequestState.VOIDED, 0, 0, reason, 0);
    }

    Request posting(long used) {
        return to(RequestState.POSTED, used, null);
    }

    Request voiding(String reason) {
        return to(RequestState.VOIDED, 0, reason);
    }

    Request expiring() {
        return to(RequestState.EXPIRED, 0, null);
    }

    Request refunding(long amount) {
        return new Request(id, owner, terms, state, posted, Math.addExact(refunded, amount), voidReason, version);
    }

    private Request to(RequestState next, long nowPosted, @Nullable String reason) {
        if (!state.leadsTo(next)) {
            throw new IllegalStateException("%s is %s and cannot become %s".formatted(id, state, next));
        }
        return new Request(id, owner, terms, next, nowPosted, refunded, reason, version);
    }

    AccountKey account() {
        return AccountKey.gc(owner);
    }

    long amount() {
        return terms == null ? 0 : terms.amount();
    }

    long refundable() {
        return posted - refunded;
    }

    /** Where something is, or was, held or paid. */
    Terms knownTerms() {
        return requireNonNull(terms, () -> "nobody asked for " + id);
    }

    /** How it stands, as whoever asks hears it. */
    Answer answer() {
        return switch (state) {
            case HELD ->
                new FundsHeld(
                        id, owner.name(), amount(), requireNonNull(knownTerms().expiresAt()));
            case POSTED -> new HoldPosted(id, posted, amount() - posted);
            case VOIDED -> new HoldVoided(id, requireNonNull(voidReason));
            case EXPIRED -> new HoldVoided(id, EXPIRED);
            case CHARGED -> new Charged(id, posted);
        };
    }
}
