package gg.agis.billing.adjustment;

import gg.agis.billing.adjustment.Adjustments.Position;
import gg.agis.billing.adjustment.TwoPersonAdjustment.State;
import gg.agis.billing.ledger.Unit;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a second operator finds what waits for one, and agrees to it. */
@RestController
@RequestMapping("/api/ledger/adjustments")
class ApprovalController {

    private static final Position OLDEST = new Position(Instant.EPOCH, new UUID(0, 0));

    private final Adjustments adjustments;
    private final ApproveAdjustment approveAdjustment;

    ApprovalController(Adjustments adjustments, ApproveAdjustment approveAdjustment) {
        this.adjustments = adjustments;
        this.approveAdjustment = approveAdjustment;
    }

    /**
     * A grant or an adjustment of two persons.
     *
     * @param postedAmount by how much the balance changed when it was approved
     */
    record Item(
            UUID id,
            String kind,
            String state,
            String owner,
            Unit unit,
            String mode,
            long amount,
            String reason,
            String askedBy,
            Instant askedAt,
            @Nullable String approvedBy,
            @Nullable Instant approvedAt,
            @Nullable Long postedAmount) {

        static Item of(TwoPersonAdjustment adjustment) {
            var asked = adjustment.asked();
            var approval = adjustment.approval();
            return new Item(
                    adjustment.id(),
                    asked.kind().wireName(),
                    adjustment.state().word(),
                    asked.account().owner().name(),
                    asked.account().unit(),
                    asked.mode().word(),
                    asked.amount(),
                    asked.reason(),
                    adjustment.askedBy(),
                    adjustment.askedAt(),
                    approval == null ? null : approval.by(),
                    approval == null ? null : approval.at(),
                    approval == null ? null : approval.amount());
        }
    }

    /** Oldest first. */
    @GetMapping
    Page<Item> list(@RequestParam(required = false) @Nullable String state, Slice slice, Caller caller) {
        caller.requireAdmin();
        var found = adjustments
                .after(
                        slice.after().map(ApprovalController::position).orElse(OLDEST),
                        state == null ? null : stateOf(state),
                        slice.rowsMax())
                .stream()
                .map(Item::of)
                .toList();
        return slice.page(found, item -> item.askedAt() + " " + item.id());
    }

    /** Needs no Idempotency-Key: what is approved has an id, and is approved once. */
    @PostMapping("/{id}/approve")
    ResponseEntity<Item> approve(@PathVariable UUID id, Caller caller) {
        caller.requireAdmin();
        return switch (approveAdjustment.approve(id, caller)) {
            case Approved.Done(TwoPersonAdjustment adjustment, boolean repeated) -> {
                var answer = ResponseEntity.ok();
                yield (repeated ? answer.header("Idempotency-Hit", "true") : answer).body(Item.of(adjustment));
            }
            case Approved.Unknown() -> throw Problem.notFound("No adjustment with this id waits for anyone. Check it.");
            case Approved.SamePerson() ->
                throw new Problem(
                        HttpStatus.FORBIDDEN,
                        "approval-required",
                        "A change of this size takes two persons, and you are the one who asked. Let another"
                                + " administrator approve it.");
            case Approved.Withdrawn() ->
                throw Problem.conflict(
                        "invalid-state",
                        "Whoever asked for this is not there any more, so it was withdrawn. Ask for it anew.");
            case Approved.Lacking(long missing) -> throw Refusals.insufficientFunds(missing);
            case Approved.Conflicting() -> throw Refusals.transferConflict();
        };
    }

    private static State stateOf(String word) {
        return State.of(word)
                .orElseThrow(() -> Problem.invalidParameter(
                        "state",
                        "The parameter 'state' is one of: "
                                + Arrays.stream(State.values()).map(State::word).collect(Collectors.joining(", "))
                                + "."));
    }

    private static Position position(String cursor) {
        int space = cursor.indexOf(' ');
        return new Position(Instant.parse(cursor.substring(0, space)), UUID.fromString(cursor.substring(space + 1)));
    }
}
