package gg.agis.billing.wallet;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.statement.Statements;
import gg.agis.billing.statement.Statements.Entry;
import gg.agis.billing.wallet.Movement.Conflict;
import gg.agis.billing.wallet.Movement.Made;
import gg.agis.billing.wallet.Movement.Poor;
import gg.agis.billing.wallet.Movement.TakenToday;
import gg.agis.billing.wallet.Wallets.Wallet;
import gg.agis.common.token.Caller;
import gg.agis.common.transaction.Gathering;
import gg.agis.common.transaction.Gatherings;
import gg.agis.common.web.Problem;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import gg.agis.common.web.idempotency.KeptAnswer;
import gg.agis.common.web.idempotency.KeptAnswers;
import gg.agis.common.web.idempotency.Keyed;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/wallets/{playerId:[0-9]{1,20}}")
class WalletController {

    private static final int TOGETHER_MAX = 128;

    private final Wallets wallets;
    private final Statements statements;
    private final KeptAnswers answers;
    private final Gathering<Keyed<Gift>, KeptAnswer> contributions;
    private final TakeDailyReward takeDailyReward;

    WalletController(
            Wallets wallets,
            Statements statements,
            KeptAnswers answers,
            AnswerGifts answerGifts,
            TakeDailyReward takeDailyReward,
            Gatherings gatherings) {
        this.wallets = wallets;
        this.statements = statements;
        this.answers = answers;
        this.contributions = gatherings.of("contributions", TOGETHER_MAX, answerGifts::answer);
        this.takeDailyReward = takeDailyReward;
    }

    @GetMapping
    Wallet show(@PathVariable String playerId, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        return wallets.of(playerId);
    }

    @GetMapping("/history")
    Page<Entry> history(@PathVariable String playerId, Slice slice, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        return statements.of(AccountKey.gc(Owner.player(playerId)), slice);
    }

    @Idempotent(keepsItsAnswer = true)
    @PostMapping("/contributions")
    ResponseEntity<Receipt> contribute(
            @PathVariable String playerId,
            @Valid @RequestBody Contribution contribution,
            IdempotencyKey key,
            Caller caller) {
        // Nobody gives another's money away, and no guild is seen by one who is not in it.
        if (!caller.isPlayer(playerId) || !caller.memberOf(contribution.guildId())) {
            throw Problem.notFound("There is no such wallet or guild that you could see. Check both ids.");
        }
        var gift = new Gift(
                Owner.player(playerId), Owner.guild(contribution.guildId()), contribution.amount(), key.cause());
        return contributions.ask(answers.keyed(key, gift)).entity();
    }

    @Idempotent
    @PostMapping("/daily")
    ResponseEntity<Receipt> takeDailyReward(@PathVariable String playerId, IdempotencyKey key, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        return answer(takeDailyReward.take(playerId, key.cause()));
    }

    static ResponseEntity<Receipt> answer(Movement movement) {
        return switch (movement) {
            case Made made -> {
                var answer = ResponseEntity.status(HttpStatus.CREATED);
                if (made.repeated()) {
                    answer.header("Idempotency-Hit", "true");
                }
                yield answer.body(new Receipt(made.transferId(), made.amount(), made.available()));
            }
            case Poor(long missing) ->
                throw Problem.unprocessable(
                                "insufficient-funds", "You have %d GC too little for this.".formatted(missing))
                        .with("missing", missing);
            case Conflict() ->
                throw Problem.conflict(
                        "transfer-conflict",
                        "Under this Idempotency-Key something else was paid before. Take a new key for a new payment.");
            case TakenToday(var nextAt) ->
                throw Problem.conflict(
                                "daily-taken",
                                "You have had today's reward. The next one is there from " + nextAt + ".")
                        .with("nextAt", nextAt);
        };
    }

    record Contribution(@NotNull String guildId, @Positive long amount) {}

    /** @param available what can be spent after it */
    record Receipt(UUID transferId, long amount, long available) {}
}
