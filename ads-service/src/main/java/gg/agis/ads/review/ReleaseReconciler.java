package gg.agis.ads.review;

import gg.agis.ads.conversion.ConversionMetrics;
import gg.agis.common.round.Round;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Credits what was held and not refused, once its time has come. What is due stands in the database, so any replica finds
 * it, however long none was there.
 */
@Component
class ReleaseReconciler implements Round {

    private final ReviewHeld review;
    private final ConversionMetrics metrics;

    ReleaseReconciler(ReviewHeld review, ConversionMetrics metrics) {
        this.review = review;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "held-release";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void make() {
        boolean more = true;
        while (more) {
            var released = review.releaseDue();
            released.forEach(metrics::released);
            more = !released.isEmpty();
        }
    }
}
