package gg.agis.billing.adjustment;

import gg.agis.billing.adjustment.Approved.Conflicting;
import gg.agis.billing.adjustment.Approved.Done;
import gg.agis.billing.adjustment.Approved.Lacking;
import gg.agis.billing.adjustment.Approved.SamePerson;
import gg.agis.billing.adjustment.Approved.Unknown;
import gg.agis.billing.adjustment.Approved.Withdrawn;
import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.operator.AuditLog;
import gg.agis.billing.transaction.MoneyTransaction;
import gg.agis.common.token.Caller;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Posts what a second operator agrees to, by the balance as it is now. */
@Component
class ApproveAdjustment {

    private final Ledger ledger;
    private final Adjustments adjustments;
    private final AuditLog audit;

    ApproveAdjustment(Ledger ledger, Adjustments adjustments, AuditLog audit) {
        this.ledger = ledger;
        this.adjustments = adjustments;
        this.audit = audit;
    }

    @MoneyTransaction
    Approved approve(UUID id, Caller operator) {
        var found = adjustments.lock(id).orElse(null);
        if (found == null) {
            return new Unknown();
        }
        if (found.askedBy().equals(operator.subject())) {
            return new SamePerson();
        }
        return switch (found.state()) {
            case APPROVED -> new Done(found, true);
            case WITHDRAWN -> new Withdrawn();
            case PENDING_APPROVAL -> post(found.asked(), operator);
        };
    }

    private Approved post(Adjustment asked, Caller operator) {
        var books = ledger.open(Set.of(asked.account(), asked.otherSide()), Set.of(asked.id()), Set.of());
        long difference = asked.differenceFrom(books.balanceOf(asked.account()).balance());
        if (difference == 0) {
            return settle(asked, 0, operator);
        }
        return switch (Adjusted.of(asked, books.post(asked.transfer(difference)), books)) {
            case Adjusted.Done _ -> written(asked, difference, books, operator);
            case Adjusted.Lacking(long missing) -> new Lacking(missing);
            default -> new Conflicting();
        };
    }

    private Done written(Adjustment asked, long difference, Books books, Caller operator) {
        ledger.write(books);
        return settle(asked, difference, operator);
    }

    private Done settle(Adjustment asked, long difference, Caller operator) {
        adjustments.approve(asked.id(), difference, operator);
        audit.record(operator, asked.kind().wireName() + "-approved", "adjustment:" + asked.id(), asked.reason());
        return new Done(adjustments.find(asked.id()).orElseThrow(), false);
    }
}
