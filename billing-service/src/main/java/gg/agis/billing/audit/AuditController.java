package gg.agis.billing.audit;

import gg.agis.common.token.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditController {

    private final LedgerAudit audit;
    private final AuditRound round;

    AuditController(LedgerAudit audit, AuditRound round) {
        this.audit = audit;
        this.round = round;
    }

    @GetMapping("/api/ledger/audit")
    Findings audit(Caller caller) {
        caller.requireAdmin();
        var findings = audit.make();
        round.note(findings);
        return findings;
    }
}
