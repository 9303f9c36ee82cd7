package gg.agis.billing.wallet;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Posted;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.statement.Statements;
import gg.agis.billing.transaction.MoneyTransaction;
import gg.agis.billing.treasury.Contributions;
import gg.agis.billing.wallet.Movement.Conflict;
import gg.agis.billing.wallet.Movement.Made;
import gg.agis.billing.wallet.Movement.Poor;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A player gives to their guild's treasury. */
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

    @MoneyTransaction
    Movement contribute(String playerId, String guildId, long amount, UUID cause) {
        var player = Owner.player(playerId);
        var guild = Owner.guild(guildId);
        var transfer =
                Transfer.ofGc(player, guild, amount, TransferKind.CONTRIBUTION, cause.toString(), "contribution");
        var wallet = AccountKey.gc(player);
        var books = ledger.open(List.of(transfer));
        return switch (books.post(transfer)) {
            case Posted.Done _ -> {
                ledger.write(books);
                contributions.add(player, guild, amount);
                yield new Made(transfer.id(), amount, books.balanceOf(wallet).available(), false);
            }
            case Posted.Repeated _ ->
                new Made(transfer.id(), amount, statements.availableAfter(transfer.id(), wallet), true);
            case Posted.Lacking lacking -> new Poor(lacking.missing());
            case Posted.Conflicting _, Posted.AlreadyReversed _ -> new Conflict();
        };
    }
}
