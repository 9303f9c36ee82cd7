package gg.agis.billing.reversal;

import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.Unit;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
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

/** What operators see of a transfer, and how they take it back. */
@RestController
@RequestMapping("/api/ledger/transfers/{id}")
class TransferController {

    private final Ledger ledger;
    private final ReverseTransfer reverseTransfer;

    TransferController(Ledger ledger, ReverseTransfer reverseTransfer) {
        this.ledger = ledger;
        this.reverseTransfer = reverseTransfer;
    }

    record Side(String owner, Unit unit, long amount) {

        static Side of(Transfer.Posting posting) {
            return new Side(posting.account().owner().name(), posting.account().unit(), posting.amount());
        }
    }

    /**
     * A transfer as it stands.
     *
     * @param reverses what it takes back
     * @param reversedBy what took it back
     */
    record Shown(
            UUID transferId,
            String kind,
            String cause,
            String reason,
            Instant at,
            @Nullable UUID reverses,
            @Nullable UUID reversedBy,
            List<Side> postings) {}

    record Reversal(@NotBlank @Size(max = 200) String reason) {}

    record Answer(UUID transferId, UUID reverses) {}

    @GetMapping
    Shown show(@PathVariable UUID id, Caller caller) {
        caller.requireAdmin();
        var transfer = ledger.find(id).orElseThrow(TransferController::unknown);
        return new Shown(
                id,
                transfer.kind().wireName(),
                transfer.cause(),
                transfer.reason(),
                ledger.postedAt(id).orElseThrow(TransferController::unknown),
                transfer.reverses(),
                ledger.reversalOf(id).orElse(null),
                transfer.postings().stream().map(Side::of).toList());
    }

    @Idempotent
    @PostMapping("/reverse")
    ResponseEntity<Answer> reverse(
            @PathVariable UUID id, @Valid @RequestBody Reversal reversal, IdempotencyKey key, Caller caller) {
        caller.requireAdmin();
        return switch (reverseTransfer.reverse(id, key.cause().toString(), reversal.reason(), caller)) {
            case Reversed.Done(UUID transferId, boolean repeated) -> {
                var answer = ResponseEntity.status(HttpStatus.CREATED);
                yield (repeated ? answer.header("Idempotency-Hit", "true") : answer).body(new Answer(transferId, id));
            }
            case Reversed.Unknown() -> throw unknown();
            case Reversed.NotReversible(String why) -> throw Problem.conflict("not-reversible", why);
            case Reversed.Conflicting() ->
                throw Problem.conflict(
                        "transfer-conflict",
                        "Another transfer stands under the id that this one would have. Nothing has moved; take a new"
                                + " Idempotency-Key.");
        };
    }

    private static Problem unknown() {
        return Problem.notFound("There is no transfer with this id. Check it.");
    }
}
