package gg.agis.ads.home;

import gg.agis.common.event.DiscordEvent.GuildChosen;
import gg.agis.common.projection.Projection;
import gg.agis.common.projection.Projections;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The guild that each player earns for where a callback names none, as discord-service says it. */
@Component
public class Homes {

    private final Projection<GuildChosen> choices;

    Homes(Projections projections) {
        this.choices = projections.of(GuildChosen.class);
    }

    public Map<String, String> of(Collection<String> players) {
        if (players.isEmpty()) {
            return Map.of();
        }
        return choices.getAll(players).values().stream()
                .collect(Collectors.toMap(GuildChosen::playerId, GuildChosen::guildId));
    }
}
