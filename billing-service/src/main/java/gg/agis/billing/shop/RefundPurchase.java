package gg.agis.billing.shop;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.operator.AuditLog;
import gg.agis.billing.reversal.TakesBack;
import gg.agis.billing.shop.Refunded.Conflicting;
import gg.agis.billing.shop.Refunded.Done;
import gg.agis.billing.shop.Refunded.TooMuch;
import gg.agis.billing.shop.Refunded.Unknown;
import gg.agis.billing.transaction.MoneyTransaction;
import gg.agis.common.id.MadeId;
import gg.agis.common.token.Caller;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gives back what was paid, at most once, whether in parts or whole. What was bought does not come back into stock. */
@Component
class RefundPurchase implements TakesBack {

    private final Ledger ledger;
    private final Purchases purchases;
    private final AuditLog audit;

    RefundPurchase(Ledger ledger, Purchases purchases, AuditLog audit) {
        this.ledger = ledger;
        this.purchases = purchases;
        this.audit = audit;
    }

    /** Without an amount all that is left of the price. */
    @MoneyTransaction
    Refunded refund(UUID purchaseId, OptionalLong amount, String reason, String cause, Caller operator) {
        var purchase = purchases.lock(purchaseId).orElse(null);
        if (purchase == null) {
            return new Unknown();
        }
        var transferId = MadeId.transferId(TransferKind.REFUND.wireName(), cause);
        var accounts = Set.of(AccountKey.gc(purchase.by()), AccountKey.gc(Owner.SHOP));
        var books = ledger.open(accounts, Set.of(transferId), Set.of());
        var standing = books.find(transferId).orElse(null);
        if (standing != null) {
            return answered(purchase, standing, amount);
        }
        long due = amount.orElse(purchase.refundableGc());
        if (due <= 0 || due > purchase.refundableGc()) {
            return new TooMuch(purchase.refundableGc());
        }
        books.post(Transfer.ofGc(Owner.SHOP, purchase.by(), due, TransferKind.REFUND, cause, reason));
        purchases.refund(purchaseId, due);
        ledger.write(books);
        audit.record(operator, TransferKind.REFUND.wireName(), "purchase:" + purchaseId, reason);
        return new Done(purchases.lock(purchaseId).orElseThrow(), transferId, due, false);
    }

    private static Refunded answered(Purchase purchase, Transfer standing, OptionalLong amount) {
        long given = standing.postings().stream()
                .filter(posting -> posting.account().equals(AccountKey.gc(purchase.by())))
                .mapToLong(Transfer.Posting::amount)
                .sum();
        return given > 0 && amount.orElse(given) == given
                ? new Done(purchase, standing.id(), given, true)
                : new Conflicting();
    }

    /** A purchase that an operator reverses is given back whole, so that nothing is left to refund. */
    @Override
    public Optional<String> takeBack(Transfer original) {
        if (original.kind() != TransferKind.SHOP) {
            return Optional.empty();
        }
        var purchase = purchases.lockByTransfer(original.id()).orElse(null);
        if (purchase == null) {
            return Optional.empty();
        }
        if (purchase.refundedGc() > 0) {
            return Optional.of(
                    "Of this purchase %d GC have been given back already. What is left is given back as a refund: POST /api/shop/purchases/%s/refund."
                            .formatted(purchase.refundedGc(), purchase.id()));
        }
        purchases.refund(purchase.id(), purchase.paidGc());
        return Optional.empty();
    }
}
