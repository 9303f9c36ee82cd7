package gg.agis.billing.hold;

import gg.agis.common.event.BillingEvent.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one thing that was asked, or that fell due.
 *
 * @param changed the request as it stands now, if it is another than before
 * @param answer what is to be told; of a refund the treasury's own fact tells
 */
record Decided(@Nullable Request changed, @Nullable Answer answer, Outcome outcome) {

    /** What operators see of it. */
    enum Outcome {
        HELD,
        REFUSED,
        POSTED,
        VOIDED,
        EXPIRED,
        CHARGED,
        CHARGE_REFUSED,
        REFUNDED,
        /** Answered as it stands. */
        REPEATED
    }

    static Decided changed(Request changed, Outcome outcome) {
        return new Decided(changed, changed.answer(), outcome);
    }

    /** Nothing is remembered: asked again, it is decided anew. */
    static Decided refused(Answer answer, Outcome outcome) {
        return new Decided(null, answer, outcome);
    }

    static Decided repeated(Request present) {
        return new Decided(null, present.answer(), Outcome.REPEATED);
    }
}
