package gg.agis.common.web.idempotency;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Lets old answers go, once a day and a little at a time. */
final class IdempotencyPurge implements DisposableBean {

    static final Duration KEPT_FOR = Duration.ofDays(90);

    private static final Logger log = LoggerFactory.getLogger(IdempotencyPurge.class);
    private static final int BATCH_ROWS_MAX = 1_000;
    private static final int BATCHES_MAX = 1_000;

    private final IdempotencyTable table;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("idempotency-purge").factory());
    private final Future<?> daily;

    IdempotencyPurge(IdempotencyTable table) {
        this.table = table;
        // At another minute in each replica, and never at start, when there is enough to do.
        long minutes = ThreadLocalRandom.current().nextLong(60, TimeUnit.DAYS.toMinutes(1));
        daily = timer.scheduleAtFixedRate(this::run, minutes, TimeUnit.DAYS.toMinutes(1), TimeUnit.MINUTES);
    }

    void run() {
        try {
            boolean more = true;
            for (int batch = 0; more && batch < BATCHES_MAX; batch++) {
                more = table.purge(KEPT_FOR, BATCH_ROWS_MAX) == BATCH_ROWS_MAX;
            }
        } catch (RuntimeException e) {
            log.warn("Old answers could not be let go; tomorrow is another day: {}", e.toString());
        }
    }

    @Override
    public void destroy() {
        daily.cancel(true);
        timer.shutdownNow();
    }
}
