package gg.agis.billing.adjustment;

import gg.agis.common.web.Problem;

/** What more than one of these requests can be refused with. */
final class Refusals {

    private Refusals() {}

    static Problem insufficientFunds(long missing) {
        return Problem.unprocessable(
                        "insufficient-funds",
                        "The account has %d too little for that. Take less, or wait until it has more."
                                .formatted(missing))
                .with("missing", missing);
    }

    static Problem transferConflict() {
        return Problem.conflict(
                "transfer-conflict",
                "Another transfer stands under the id that this one would have. Nothing has moved; take a new"
                        + " Idempotency-Key, and tell us if you did not use the old one before.");
    }
}
