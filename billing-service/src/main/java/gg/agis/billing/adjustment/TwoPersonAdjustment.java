package gg.agis.billing.adjustment;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A grant or an adjustment that needs a second operator, and how far it has got.
 *
 * @param askedBy the operator's subject, or a pseudonym once they are erased
 * @param approval none until it is approved
 */
record TwoPersonAdjustment(
        Adjustment asked,
        State state,
        String askedBy,
        Instant askedAt,
        @Nullable Approval approval) {

    enum State {
        PENDING_APPROVAL,
        APPROVED,
        /** Nobody is there any more who stands for it. */
        WITHDRAWN;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<State> of(String word) {
            return Stream.of(values())
                    .filter(state -> state.word().equals(word))
                    .findFirst();
        }
    }

    /** Who agreed; the amount is by how much the balance changed. */
    record Approval(String by, Instant at, long amount) {}

    UUID id() {
        return asked.id();
    }
}
