package gg.agis.provisioning.erasure;

import gg.agis.common.event.DiscordEvent.PlayerErased;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
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
        return "provisioning.erasures";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.DISCORD_ERASURES);
    }

    @Override
    public OnPoison onPoison() {
        return OnPoison.PASS;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        for (var delivery : deliveries) {
            if (delivery.event() instanceof PlayerErased(String playerId, var at)) {
                erasePlayer.erase(playerId);
            }
        }
    }
}
