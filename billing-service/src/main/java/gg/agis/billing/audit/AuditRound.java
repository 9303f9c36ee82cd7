package gg.agis.billing.audit;

import gg.agis.common.round.Round;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Audits the ledger again and again, and raises the alarm. */
@Component
class AuditRound implements Round {

    private static final Logger log = LoggerFactory.getLogger(AuditRound.class);

    private final LedgerAudit audit;
    private final AtomicLong alarm = new AtomicLong();

    AuditRound(LedgerAudit audit, MeterRegistry meters) {
        this.audit = audit;
        Gauge.builder("agis.ledger.imbalance", alarm, AtomicLong::get)
                .description("How much the ledger's figures contradict each other: any value but 0 is an alarm")
                .register(meters);
    }

    @Override
    public String name() {
        return "ledger-audit";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void make() {
        note(audit.make());
    }

    /** Also of an audit that somebody asked for: what is known must not wait for the next round. */
    void note(Findings findings) {
        alarm.set(findings.alarm());
        if (!findings.balanced()) {
            log.error("The ledger is not sound: {}", findings);
        }
    }
}
