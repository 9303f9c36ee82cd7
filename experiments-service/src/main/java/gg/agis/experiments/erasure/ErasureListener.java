package gg.agis.experiments.erasure;

import gg.agis.common.event.DiscordEvent.PlayerErased;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Hears who is to be forgotten. One player's erasure does not wait for another's, nor for what went wrong before. */
@Component
class ErasureListener implements EventListener {

    private final ErasePlayer erasePlayer;

    ErasureListener(ErasePlayer erasePlayer) {
        this.erasePlayer = erasePlayer;
    }

    @Override
    public String name() {
        return "experiments.erasures";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.DISCORD_ERASURES);
    }

    @Override
    public OnPoison onPoison() {
        return OnPoison.PASS;
    }

    /** In one order, so that two replicas do not wait for each other. */
    @Override
    public void handle(List<Delivery> deliveries) {
        deliveries.stream()
                .map(Delivery::event)
                .filter(PlayerErased.class::isInstance)
                .map(event -> ((PlayerErased) event).playerId())
                .sorted(Comparator.naturalOrder())
                .forEach(erasePlayer::erase);
    }
}
