package gg.agis.ads.conversion;

import gg.agis.ads.reversal.Reversals;
import gg.agis.common.round.Round;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks after chargebacks that wait for their originals. An original meets its own when it comes; one that was judged by a
 * version that knew nothing of it is met here. Whatever waits for too long is alerted.
 */
@Component
class ReversalSweep implements Round {

    private static final Logger log = LoggerFactory.getLogger(ReversalSweep.class);
    private static final int ROWS_MAX = 200;

    private final Reversals reversals;
    private final ReportBatch batch;
    private final ConversionMetrics metrics;
    private final JudgingSettings settings;
    private final Clock clock;

    ReversalSweep(
            Reversals reversals, ReportBatch batch, ConversionMetrics metrics, JudgingSettings settings, Clock clock) {
        this.reversals = reversals;
        this.batch = batch;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reversal-sweep";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void make() {
        int found = ROWS_MAX;
        while (found == ROWS_MAX) {
            var overtaken = reversals.overtaken(ROWS_MAX);
            found = overtaken.size();
            if (found > 0) {
                metrics.changed(batch.apply(overtaken, clock.instant()));
            }
        }
        alert(reversals.parkedBefore(clock.instant().minus(settings.parkedAlertAfter())));
    }

    private void alert(long overdue) {
        metrics.parkedTooLong(overdue);
        if (overdue > 0) {
            log.warn(
                    "{} chargebacks have waited for their originals for more than {}. Ask the network about them",
                    overdue,
                    settings.parkedAlertAfter());
        }
    }
}
