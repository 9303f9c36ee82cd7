package gg.agis.billing.hold;

import gg.agis.common.schema.Schema;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Once a second gives back what was held too long. What is due stands in the database, so any replica finds it, however
 * long none was there; while nothing is due a look costs one entry of an index.
 */
@Component
class HoldReconciler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HoldReconciler.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int COUNT_EVERY_ROUNDS = 30;

    private final Requests requests;
    private final AnswerRequests answers;
    private final RequestMetrics metrics;
    private final Clock clock;
    private final Schema schema;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    HoldReconciler(Requests requests, AnswerRequests answers, RequestMetrics metrics, Clock clock, Schema schema) {
        this.requests = requests;
        this.answers = answers;
        this.metrics = metrics;
        this.clock = clock;
        this.schema = schema;
    }

    @Override
    public void start() {
        var untilStopped = new CountDownLatch(1);
        stopped = untilStopped;
        schema.whenCurrent()
                .thenRun(() -> Thread.ofVirtual().name("hold-expiry").start(() -> run(untilStopped)));
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    /** Expires all that is due. */
    void reconcile() {
        var first = requests.firstExpiry();
        metrics.firstExpiry(first.orElse(null));
        if (first.isPresent() && !first.get().isAfter(clock.instant())) {
            boolean more = true;
            while (more) {
                more = answers.expireDue() == AnswerRequests.DUE_MAX;
            }
            metrics.firstExpiry(requests.firstExpiry().orElse(null));
        }
    }

    private void run(CountDownLatch untilStopped) {
        try {
            int round = 0;
            do {
                attempt(this::reconcile);
                if (round++ % COUNT_EVERY_ROUNDS == 0) {
                    attempt(() -> metrics.held(requests.held()));
                }
            } while (!untilStopped.await(ROUND.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // The database away, or a lock not to be had: the next round will do, and the gauge tells how late it is.
            log.warn("Holds that are due wait: {}", e.toString());
        }
    }
}
