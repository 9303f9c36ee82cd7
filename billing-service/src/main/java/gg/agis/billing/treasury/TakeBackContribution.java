package gg.agis.billing.treasury;

import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.Transfer.Posting;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.reversal.TakesBack;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is given back to a member has not been given by them. */
@Component
class TakeBackContribution implements TakesBack {

    private final Contributions contributions;

    TakeBackContribution(Contributions contributions) {
        this.contributions = contributions;
    }

    @Override
    public Optional<String> takeBack(Transfer original) {
        if (original.kind() == TransferKind.CONTRIBUTION) {
            var given = side(original, true);
            var player = side(original, false).account().owner();
            contributions.takeBack(player, given.account().owner(), given.amount());
        }
        return Optional.empty();
    }

    private static Posting side(Transfer contribution, boolean guilds) {
        return contribution.postings().stream()
                .filter(posting -> posting.account().owner().isGuild() == guilds)
                .findFirst()
                .orElseThrow();
    }
}
