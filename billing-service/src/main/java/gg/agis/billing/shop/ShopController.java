package gg.agis.billing.shop;

import gg.agis.billing.ledger.Owner;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What players buy for GC, and what operators give back of it. */
@RestController
@RequestMapping("/api/shop")
class ShopController {

    private static final int QUANTITY_MAX = 100;

    private final ShopItems items;
    private final BuyItem buyItem;
    private final RefundPurchase refundPurchase;

    ShopController(ShopItems items, BuyItem buyItem, RefundPurchase refundPurchase) {
        this.items = items;
        this.buyItem = buyItem;
        this.refundPurchase = refundPurchase;
    }

    record Order(@NotBlank String itemId, @NotNull Integer quantity) {}

    record Receipt(UUID purchaseId, UUID transferId, String itemId, int quantity, long paidGc, long available) {}

    /** Of the whole price where no amount is given. */
    record Refund(
            @Nullable Long amount,
            @NotBlank @Size(max = 200) String reason) {}

    /** Names nobody; {@code amount} is given back now, {@code refundedGc} in all. */
    record GivenBack(UUID purchaseId, UUID transferId, long amount, long paidGc, long refundedGc) {}

    @GetMapping("/items")
    Page<ShopItem> list(Slice slice, Caller caller) {
        if (caller.isAnonymous()) {
            throw Problem.unauthenticated("The shop is for those who have signed in.");
        }
        return slice.page(items.listedAfter(slice.after().orElse(""), slice.rowsMax()), ShopItem::id);
    }

    @Idempotent
    @PostMapping("/purchases")
    ResponseEntity<Receipt> buy(@Valid @RequestBody Order order, IdempotencyKey key, Caller caller) {
        var playerId = caller.playerId().orElseThrow(() -> Problem.forbidden("Only players buy in the shop."));
        if (order.quantity() < 1 || order.quantity() > QUANTITY_MAX) {
            throw Problem.invalidParameter(
                    "quantity", "The field 'quantity' is a number from 1 to " + QUANTITY_MAX + ".");
        }
        var bought = buyItem.buy(
                Owner.player(playerId),
                order.itemId(),
                order.quantity(),
                key.cause().toString());
        return switch (bought) {
            case Bought.Done(Purchase purchase, long available, boolean repeated) ->
                created(repeated)
                        .body(new Receipt(
                                purchase.id(),
                                purchase.transferId(),
                                purchase.itemId(),
                                purchase.quantity(),
                                purchase.paidGc(),
                                available));
            case Bought.Unknown() ->
                throw Problem.notFound("The shop has no such item. GET /api/shop/items lists all.");
            case Bought.ForMoney() ->
                throw Problem.conflict(
                        "checkout-required",
                        "This pack is bought for money and not for GC. Start a checkout: POST /api/shop/checkout.");
            case Bought.LimitReached(int limit) ->
                throw Problem.conflict(
                                "purchase-limit-reached",
                                "Each player may have %d of this item in all, and you would have more."
                                        .formatted(limit))
                        .with("limit", limit);
            case Bought.OutOfStock() ->
                throw Problem.conflict(
                        "out-of-stock", "There are not so many left of this item. Order fewer, or something else.");
            case Bought.Lacking(long missing) ->
                throw Problem.unprocessable(
                                "insufficient-funds",
                                "You have %d GC too little for that. Earn or buy some first.".formatted(missing))
                        .with("missing", missing);
            case Bought.Conflicting() -> throw transferConflict();
        };
    }

    @Idempotent
    @PostMapping("/purchases/{id}/refund")
    ResponseEntity<GivenBack> refund(
            @PathVariable UUID id, @Valid @RequestBody Refund refund, IdempotencyKey key, Caller caller) {
        caller.requireAdmin();
        var asked = refund.amount();
        if (asked != null && asked < 1) {
            var detail = "A refund is a whole number of GC above 0; leave it out to give back all that is left.";
            throw Problem.badRequest("invalid-amount", detail).error("amount", "invalid-amount", detail);
        }
        var amount = asked == null ? OptionalLong.empty() : OptionalLong.of(asked);
        var refunded =
                refundPurchase.refund(id, amount, refund.reason(), key.cause().toString(), caller);
        return switch (refunded) {
            case Refunded.Done(Purchase purchase, UUID transferId, long given, boolean repeated) ->
                created(repeated)
                        .body(new GivenBack(
                                purchase.id(), transferId, given, purchase.paidGc(), purchase.refundedGc()));
            case Refunded.Unknown() -> throw Problem.notFound("There is no purchase with this id. Check it.");
            case Refunded.TooMuch(long refundable) ->
                throw Problem.unprocessable(
                                "refund-exceeds-payment",
                                "Of this purchase's price %d GC can still be given back. Refund that or less."
                                        .formatted(refundable))
                        .with("refundable", refundable);
            case Refunded.Conflicting() -> throw transferConflict();
        };
    }

    private static ResponseEntity.BodyBuilder created(boolean repeated) {
        var answer = ResponseEntity.status(HttpStatus.CREATED);
        return repeated ? answer.header("Idempotency-Hit", "true") : answer;
    }

    private static Problem transferConflict() {
        return Problem.conflict(
                "transfer-conflict",
                "Another transfer stands under the id that this one would have. Nothing has moved; take a new"
                        + " Idempotency-Key.");
    }
}
