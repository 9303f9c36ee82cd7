package gg.agis.experiments.erasure;

import gg.agis.common.event.DiscordEvent.ErasureDone;
import gg.agis.common.outbox.Outbox;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets a player be nobody: what a unit did stays in its experiment's sums, under a name that leads nowhere. */
@Component
class ErasePlayer {

    private static final String SERVICE = "experiments";

    private final List<Remembers> features;
    private final Outbox outbox;

    ErasePlayer(List<Remembers> features, Outbox outbox) {
        this.features = List.copyOf(features);
        this.outbox = outbox;
    }

    /** Done once more it finds nothing and says again that it is done: whoever asks twice has not heard it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void erase(String playerId) {
        var pseudonym = "erased-" + UUID.randomUUID();
        features.forEach(feature -> feature.forget(playerId, pseudonym));
        outbox.publish(new ErasureDone(playerId, SERVICE));
    }
}
