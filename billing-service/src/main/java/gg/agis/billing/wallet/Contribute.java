package gg.agis.billing.wallet;

import gg.agis.billing.ledger.Books;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Posted;
import gg.agis.billing.statement.Statements;
import gg.agis.billing.treasury.Contributions;
import gg.agis.billing.treasury.Contributions.Given;
import gg.agis.billing.wallet.Movement.Conflict;
import gg.agis.billing.wallet.Movement.Made;
import gg.agis.billing.wallet.Movement.Poor;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Players give to their guilds' treasuries, everyone who gives at the same moment together. */
@Component
class Contribute {

    private final Ledger ledger;
    private final Contributions contributions;
    private final Statements statements;

    Contribute(Ledger ledger, Contributions contributions, Statements statements) {
        this.ledger = ledger;
        this.contributions = contributions;
        this.statements = statements;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    List<Movement> contribute(List<Gift> gifts) {
        var books = ledger.open(gifts.stream().map(Gift::transfer).toList());
        var decisions = gifts.stream().map(gift -> Decision.on(books, gift)).toList();
        ledger.write(books);
        contributions.add(decisions.stream()
                .filter(decision -> decision.posted() instanceof Posted.Done)
                .map(Decision::gift)
                .map(gift -> new Given(gift.player(), gift.guild(), gift.amount()))
                .toList());
        return decisions.stream().map(this::movementOf).toList();
    }

    private Movement movementOf(Decision decision) {
        var gift = decision.gift();
        var transferId = gift.transfer().id();
        return switch (decision.posted()) {
            case Posted.Done _ -> new Made(transferId, gift.amount(), decision.available(), false);
            case Posted.Repeated _ ->
                new Made(transferId, gift.amount(), statements.availableAfter(transferId, gift.wallet()), true);
            case Posted.Lacking lacking -> new Poor(lacking.missing());
            case Posted.Conflicting _, Posted.AlreadyReversed _ -> new Conflict();
        };
    }

    /** @param available what the player can spend right after it */
    private record Decision(Gift gift, Posted posted, long available) {

        static Decision on(Books books, Gift gift) {
            var posted = books.post(gift.transfer());
            return new Decision(gift, posted, books.balanceOf(gift.wallet()).available());
        }
    }
}
