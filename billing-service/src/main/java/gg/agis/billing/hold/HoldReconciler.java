package gg.agis.billing.hold;

import gg.agis.common.round.Round;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Once a second gives back what was held too long. What is due stands in the database, so any replica finds it, however
 * long none was there; while nothing is due a look costs one entry of an index.
 */
@Component
class HoldReconciler implements Round {

    private static final int COUNT_EVERY_ROUNDS = 30;

    private final Requests requests;
    private final AnswerRequests answers;
    private final RequestMetrics metrics;
    private final Clock clock;
    private int untilCount;

    HoldReconciler(Requests requests, AnswerRequests answers, RequestMetrics metrics, Clock clock) {
        this.requests = requests;
        this.answers = answers;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "hold-expiry";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void make() {
        reconcile();
        if (untilCount-- == 0) {
            untilCount = COUNT_EVERY_ROUNDS - 1;
            metrics.held(requests.held());
        }
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
}
