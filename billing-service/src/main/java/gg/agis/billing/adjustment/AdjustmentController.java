package gg.agis.billing.adjustment;

import gg.agis.billing.adjustment.Adjustment.Mode;
import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.ledger.Unit;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What operators give, take and put right by hand. */
@RestController
class AdjustmentController {

    private static final String MODES = "increment|set";
    private static final int REASON_CHARS_MAX = 200;

    private final Adjust adjust;

    AdjustmentController(Adjust adjust) {
        this.adjust = adjust;
    }

    record Grant(
            @NotNull @Pattern(regexp = MODES) String mode,
            @NotNull Long amount,
            @NotBlank @Size(max = REASON_CHARS_MAX) String reason) {}

    record Change(
            @NotNull String owner,
            @NotNull @Pattern(regexp = "GC|CREDIT") String unit,
            @NotNull @Pattern(regexp = MODES) String mode,
            @NotNull Long amount,
            @NotBlank @Size(max = REASON_CHARS_MAX) String reason) {}

    /** Names nobody: answers are kept for repeats, and an erased player must not be found in them. */
    record Answer(
            String state,
            @Nullable UUID id,
            @Nullable UUID transferId,
            @Nullable Long amount,
            @Nullable Long available) {}

    @Idempotent
    @PostMapping("/api/wallets/{playerId}/grants")
    ResponseEntity<Answer> grant(
            @PathVariable String playerId, @Valid @RequestBody Grant grant, IdempotencyKey key, Caller caller) {
        // The player sees the wallet and may not grant; for everyone else it is not there.
        caller.requireSelfOrAdmin(playerId);
        caller.requireAdmin();
        if (!Owner.isOne("player:" + playerId)) {
            throw Problem.notFound("There is no player with this id. Check it.");
        }
        var account = AccountKey.gc(Owner.player(playerId));
        var cause = key.cause().toString();
        var mode = Mode.of(grant.mode());
        requireAmount(mode, grant.amount());
        return answer(adjust.adjust(
                new Adjustment(TransferKind.GRANT, cause, account, mode, grant.amount(), grant.reason()), caller));
    }

    @Idempotent
    @PostMapping("/api/ledger/adjustments")
    ResponseEntity<Answer> adjust(@Valid @RequestBody Change change, IdempotencyKey key, Caller caller) {
        caller.requireAdmin();
        var account = new AccountKey(ownerOf(change.owner()), Unit.valueOf(change.unit()));
        var cause = key.cause().toString();
        var mode = Mode.of(change.mode());
        requireAmount(mode, change.amount());
        return answer(adjust.adjust(
                new Adjustment(TransferKind.ADJUSTMENT, cause, account, mode, change.amount(), change.reason()),
                caller));
    }

    private static Owner ownerOf(String name) {
        if (!Owner.isOne(name)) {
            throw invalidOwner("The field 'owner' is an account's, as player:123, guild:456 or customer:789.");
        }
        var owner = new Owner(name);
        if (owner.equals(Owner.OPERATORS)) {
            throw Problem.badRequest(
                            "same-account",
                            "Operators' own account is the other side of every adjustment, so this would move nothing.")
                    .error("owner", "same-account", "is the other side already");
        }
        if (owner.isHouse()) {
            throw invalidOwner("A house account has no balance of its own: adjust the account on the other side.");
        }
        return owner;
    }

    private static Problem invalidOwner(String detail) {
        return Problem.badRequest("invalid-owner", detail).error("owner", "invalid-owner", detail);
    }

    private static void requireAmount(Mode mode, long amount) {
        boolean moves = mode == Mode.SET ? amount >= 0 : amount != 0;
        if (!moves || amount < -Adjustment.AMOUNT_MAX || amount > Adjustment.AMOUNT_MAX) {
            var detail = mode == Mode.SET
                    ? "A balance is set to 0 or more, and to %d at most.".formatted(Adjustment.AMOUNT_MAX)
                    : "A balance changes by a whole number other than 0, and by %d at most."
                            .formatted(Adjustment.AMOUNT_MAX);
            throw Problem.badRequest("invalid-amount", detail).error("amount", "invalid-amount", detail);
        }
    }

    private static ResponseEntity<Answer> answer(Adjusted adjusted) {
        return switch (adjusted) {
            case Adjusted.Done done -> {
                var answer = ResponseEntity.status(HttpStatus.CREATED);
                yield (done.repeated() ? answer.header("Idempotency-Hit", "true") : answer)
                        .body(new Answer("posted", null, done.transferId(), done.amount(), done.available()));
            }
            case Adjusted.Unchanged(long available) ->
                ResponseEntity.ok(new Answer("unchanged", null, null, 0L, available));
            case Adjusted.Pending(UUID id) ->
                ResponseEntity.accepted().body(new Answer("pending-approval", id, null, null, null));
            case Adjusted.Lacking(long missing) -> throw Refusals.insufficientFunds(missing);
            case Adjusted.Conflicting() -> throw Refusals.transferConflict();
        };
    }
}
