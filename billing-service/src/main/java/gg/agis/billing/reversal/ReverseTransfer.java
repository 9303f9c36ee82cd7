package gg.agis.billing.reversal;

import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Posted;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.operator.AuditLog;
import gg.agis.billing.reversal.Reversed.Conflicting;
import gg.agis.billing.reversal.Reversed.Done;
import gg.agis.billing.reversal.Reversed.NotReversible;
import gg.agis.billing.reversal.Reversed.Unknown;
import gg.agis.billing.transaction.MoneyTransaction;
import gg.agis.common.token.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Takes a transfer back, every posting of it, whatever those who got it have done with it since. */
@Component
class ReverseTransfer {

    private static final String REVERSED_BEFORE =
            "This transfer has been reversed already, and that can be done once. See 'reversedBy' of the transfer.";

    private final Ledger ledger;
    private final List<TakesBack> features;
    private final AuditLog audit;

    ReverseTransfer(Ledger ledger, List<TakesBack> features, AuditLog audit) {
        this.ledger = ledger;
        this.features = List.copyOf(features);
        this.audit = audit;
    }

    @MoneyTransaction
    Reversed reverse(UUID transferId, String cause, String reason, Caller operator) {
        var original = ledger.find(transferId).orElse(null);
        if (original == null) {
            return new Unknown();
        }
        if (original.kind().isReversal()) {
            return new NotReversible(
                    "A reversal is final. What it got wrong is put right by an adjustment: POST /api/ledger/adjustments.");
        }
        var mirror = original.reversed(TransferKind.REVERSAL, cause, reason);
        // Asked again after an answer was lost: the features have said what they had to say.
        var objection = ledger.find(mirror.id()).isPresent() ? Optional.<String>empty() : objectionTo(original);
        if (objection.isPresent()) {
            return undone(new NotReversible(objection.get()));
        }
        return switch (ledger.post(mirror)) {
            case Posted.Done(Transfer done) -> {
                audit.record(operator, TransferKind.REVERSAL.wireName(), "transfer:" + transferId, reason);
                yield new Done(done.id(), false);
            }
            case Posted.Repeated(Transfer standing) -> new Done(standing.id(), true);
            case Posted.AlreadyReversed _ -> undone(new NotReversible(REVERSED_BEFORE));
            case Posted.Conflicting _ -> undone(new Conflicting());
            case Posted.Lacking _ -> throw new IllegalStateException("a reversal may go below the floor");
        };
    }

    private Optional<String> objectionTo(Transfer original) {
        return features.stream()
                .flatMap(feature -> feature.takeBack(original).stream())
                .findFirst();
    }

    /** What features have noted was for a reversal that does not come. */
    private static Reversed undone(Reversed refusal) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        return refusal;
    }
}
