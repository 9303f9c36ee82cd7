package gg.agis.billing.erasure;

import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.common.event.DiscordEvent.ErasureDone;
import gg.agis.common.outbox.Outbox;
import gg.agis.common.web.idempotency.RememberedAnswers;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets a player be nobody. What they had and did stays in the books, under a name that leads nowhere: the sums are right
 * afterwards as before, and no posting has changed.
 */
@Component
class ErasePlayer {

    private static final String SERVICE = "billing";

    private final List<Forgets> features;
    private final RememberedAnswers answers;
    private final Ledger ledger;
    private final Outbox outbox;

    ErasePlayer(List<Forgets> features, RememberedAnswers answers, Ledger ledger, Outbox outbox) {
        this.features = List.copyOf(features);
        this.answers = answers;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /** Done once more it finds nothing and says again that it is done: whoever asks twice has not heard it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void erase(String playerId) {
        features.forEach(feature -> feature.forget(playerId));
        var player = Owner.player(playerId);
        answers.forget(player.name());
        ledger.rename(player, Owner.player("erased-" + UUID.randomUUID()));
        outbox.publish(new ErasureDone(playerId, SERVICE));
    }
}
