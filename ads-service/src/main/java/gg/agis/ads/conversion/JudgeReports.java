package gg.agis.ads.conversion;

import gg.agis.ads.conversion.ReportBatch.Judged;
import gg.agis.common.transaction.Gathering;
import gg.agis.common.transaction.Gatherings;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** What verified reports become. Those that arrive together share one transaction, and none suffers for another. */
@Component
public class JudgeReports {

    private static final Logger log = LoggerFactory.getLogger(JudgeReports.class);
    private static final int TRIES = 4;

    private final ReportBatch batch;
    private final ConversionMetrics metrics;
    private final Clock clock;
    private final Gathering<Report, ConversionOutcome> gathering;

    JudgeReports(
            ReportBatch batch,
            ConversionMetrics metrics,
            Clock clock,
            Gatherings gatherings,
            JudgingSettings settings) {
        this.batch = batch;
        this.metrics = metrics;
        this.clock = clock;
        this.gathering = gatherings.of("ads.reports", settings.batchSizeMax(), this::judge);
    }

    /** Once this returns it is stored. */
    public ConversionOutcome judge(Report report) {
        return gathering.ask(report);
    }

    /** In one transaction; the outcomes are in the order of the reports. */
    public List<ConversionOutcome> judge(List<Report> reports) {
        for (int tries = 1; ; tries++) {
            try {
                var judged = batch.judge(reports, clock.instant().truncatedTo(ChronoUnit.MILLIS));
                note(reports, judged);
                return judged.outcomes();
            } catch (ConcurrencyFailureException | DuplicateKeyException e) {
                // A key has decided against it, or a lock: now it sees what was first.
                if (tries == TRIES) {
                    throw e;
                }
                log.debug("{} reports are judged once more: {}", reports.size(), e.toString());
            }
        }
    }

    private void note(List<Report> reports, Judged judged) {
        for (int i = 0; i < reports.size(); i++) {
            metrics.judged(reports.get(i), judged.outcomes().get(i));
        }
        metrics.changed(judged.changes());
    }
}
