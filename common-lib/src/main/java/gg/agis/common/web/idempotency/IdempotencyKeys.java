package gg.agis.common.web.idempotency;

import gg.agis.common.transaction.Gathering;
import gg.agis.common.transaction.Gatherings;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Takes keys and keeps answers; requests that come together do it in one statement. */
final class IdempotencyKeys {

    private static final int TOGETHER_MAX = 128;

    private final IdempotencyTable table;
    private final Gathering<Wanted, Claim> claims;
    private final Gathering<Finished, Boolean> answers;

    IdempotencyKeys(IdempotencyTable table, Gatherings gatherings) {
        this.table = table;
        this.claims = gatherings.of("idempotency-claims", TOGETHER_MAX, table::claim);
        this.answers = gatherings.of("idempotency-answers", TOGETHER_MAX, this::keep);
    }

    Claim claim(Wanted wanted) {
        return claims.ask(wanted);
    }

    void answer(Finished finished) {
        answers.ask(finished);
    }

    void giveUp(UUID id, UUID leaseId) {
        table.giveUp(id, leaseId);
    }

    private List<Boolean> keep(List<Finished> finished) {
        table.answer(finished);
        return Collections.nCopies(finished.size(), true);
    }
}
