package gg.agis.billing.shop;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Posted;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.shop.Bought.Conflicting;
import gg.agis.billing.shop.Bought.Done;
import gg.agis.billing.shop.Bought.ForMoney;
import gg.agis.billing.shop.Bought.Lacking;
import gg.agis.billing.shop.Bought.LimitReached;
import gg.agis.billing.shop.Bought.OutOfStock;
import gg.agis.billing.shop.Bought.Unknown;
import gg.agis.billing.statement.Statements;
import gg.agis.billing.transaction.MoneyTransaction;
import gg.agis.common.id.MadeId;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Sells a perk for GC. The buyer's account is locked first, so that one player's orders are decided one after the other
 * and the limit holds; the stock last, so that buyers wait as shortly for each other as they can.
 */
@Component
class BuyItem {

    private final Ledger ledger;
    private final ShopItems items;
    private final Purchases purchases;
    private final Statements statements;

    BuyItem(Ledger ledger, ShopItems items, Purchases purchases, Statements statements) {
        this.ledger = ledger;
        this.items = items;
        this.purchases = purchases;
        this.statements = statements;
    }

    @MoneyTransaction
    Bought buy(Owner buyer, String itemId, int quantity, String cause) {
        var item = items.findListed(itemId).orElse(null);
        if (item == null) {
            return new Unknown();
        }
        var price = item.priceGc();
        if (price == null) {
            return new ForMoney();
        }
        var transfer = Transfer.ofGc(
                buyer,
                Owner.SHOP,
                Math.multiplyExact(price, quantity),
                TransferKind.SHOP,
                cause,
                "shop: %d × %s".formatted(quantity, item.name()));
        var purchase = new Purchase(
                MadeId.of("shop-purchase", cause), transfer.id(), buyer, itemId, quantity, price * quantity, 0);
        var books = ledger.open(List.of(transfer));
        return switch (books.post(transfer)) {
            case Posted.Done _ -> hand(item, purchase, books);
            case Posted.Repeated _ -> {
                long available = statements.availableAfter(transfer.id(), AccountKey.gc(buyer));
                yield new Done(purchase, available, true);
            }
            case Posted.Lacking lacking -> new Lacking(lacking.missing());
            case Posted.Conflicting _ -> new Conflicting();
            case Posted.AlreadyReversed _ -> throw new IllegalStateException("a purchase reverses nothing");
        };
    }

    /** The player can pay; nothing is written unless they may have it and it is there. */
    private Bought hand(ShopItem item, Purchase purchase, Books books) {
        var accountId = books.accountIdOf(AccountKey.gc(purchase.by()));
        var limit = item.perPlayerLimit();
        if (limit != null && purchases.countOf(item.id(), accountId) + purchase.quantity() > limit) {
            return new LimitReached(limit);
        }
        if (item.stock() != null && !items.take(item.id(), purchase.quantity())) {
            return new OutOfStock();
        }
        purchases.add(purchase, accountId);
        ledger.write(books);
        long available = books.balanceOf(AccountKey.gc(purchase.by())).available();
        return new Done(purchase, available, false);
    }
}
