package gg.agis.billing.adjustment;

import gg.agis.billing.adjustment.Adjusted.Conflicting;
import gg.agis.billing.adjustment.Adjusted.Done;
import gg.agis.billing.adjustment.Adjusted.Pending;
import gg.agis.billing.adjustment.Adjusted.Unchanged;
import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.operator.AuditLog;
import gg.agis.billing.statement.Statements;
import gg.agis.billing.transaction.MoneyTransaction;
import gg.agis.common.token.Caller;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Posts what one operator may do alone, and keeps the rest for a second one. */
@Component
class Adjust {

    private final Ledger ledger;
    private final Adjustments adjustments;
    private final Statements statements;
    private final AuditLog audit;
    private final AdjustmentSettings settings;

    Adjust(Ledger ledger, Adjustments adjustments, Statements statements, AuditLog audit, AdjustmentSettings settings) {
        this.ledger = ledger;
        this.adjustments = adjustments;
        this.statements = statements;
        this.audit = audit;
        this.settings = settings;
    }

    @MoneyTransaction
    Adjusted adjust(Adjustment asked, Caller operator) {
        var books = ledger.open(Set.of(asked.account(), asked.otherSide()), Set.of(asked.id()), Set.of());
        var standing = books.find(asked.id()).orElse(null);
        if (standing != null) {
            return asked.isDoneBy(standing) ? repeated(asked, standing) : new Conflicting();
        }
        // Asked again after an answer was lost: that it is too much for one was decided then.
        var waiting = adjustments.find(asked.id()).orElse(null);
        if (waiting != null) {
            return asked.hasSameContentAs(waiting.asked()) ? new Pending(asked.id()) : new Conflicting();
        }
        long difference = asked.differenceFrom(books.balanceOf(asked.account()).balance());
        if (difference == 0) {
            return new Unchanged(books.balanceOf(asked.account()).available());
        }
        return settings.needSecondOperator(difference)
                ? pend(asked, books, operator)
                : post(asked, difference, books, operator);
    }

    private Adjusted post(Adjustment asked, long difference, Books books, Caller operator) {
        var adjusted = Adjusted.of(asked, books.post(asked.transfer(difference)), books);
        if (adjusted instanceof Done) {
            ledger.write(books);
            audit.record(operator, asked.kind().wireName(), "transfer:" + asked.id(), asked.reason());
        }
        return adjusted;
    }

    private Done repeated(Adjustment asked, Transfer standing) {
        long available = statements.availableAfter(standing.id(), asked.account());
        return new Done(standing.id(), asked.amountIn(standing), available, true);
    }

    private Pending pend(Adjustment asked, Books books, Caller operator) {
        adjustments.add(asked, books.accountIdOf(asked.account()), operator);
        audit.record(operator, asked.kind().wireName() + "-asked", "adjustment:" + asked.id(), asked.reason());
        return new Pending(asked.id());
    }
}
