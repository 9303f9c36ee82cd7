package gg.agis.common.web.idempotency;

import gg.agis.common.round.Round;
import java.time.Duration;

/** Lets old answers go, a little at a time. */
final class IdempotencyPurge implements Round {

    static final Duration KEPT_FOR = Duration.ofDays(90);

    private static final int BATCH_ROWS_MAX = 1_000;
    private static final int BATCHES_MAX = 1_000;

    private final IdempotencyTable table;

    IdempotencyPurge(IdempotencyTable table) {
        this.table = table;
    }

    @Override
    public String name() {
        return "idempotency-purge";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(12);
    }

    @Override
    public void make() {
        boolean more = true;
        for (int batch = 0; more && batch < BATCHES_MAX; batch++) {
            more = table.purge(KEPT_FOR, BATCH_ROWS_MAX) == BATCH_ROWS_MAX;
        }
    }
}
