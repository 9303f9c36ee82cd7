package gg.agis.ads.conversion;

import gg.agis.ads.consent.Consents;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.fraud.FraudSettings;
import gg.agis.ads.home.Homes;
import gg.agis.ads.player.Tallies;
import gg.agis.ads.reward.RewardSettings;
import gg.agis.ads.tier.Tiers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All that is known of players. */
@Component
class Players {

    private final Consents consents;
    private final Tiers tiers;
    private final Homes homes;
    private final Tallies tallies;
    private final Duration window;
    private final int bonusDaysMax;

    Players(Consents consents, Tiers tiers, Homes homes, Tallies tallies, FraudSettings fraud, RewardSettings rewards) {
        this.consents = consents;
        this.tiers = tiers;
        this.homes = homes;
        this.tallies = tallies;
        this.window = fraud.velocity().window();
        this.bonusDaysMax = rewards.bonusDaysMax();
    }

    /** The players are locked. */
    Known.Players find(List<Completed> completed, Instant now) {
        var players = completed.stream().map(Completed::playerId).collect(Collectors.toSet());
        var guildless = completed.stream()
                .filter(one -> one.guildId() == null)
                .map(Completed::playerId)
                .collect(Collectors.toSet());
        return new Known.Players(
                consents.granted(players),
                tiers.of(players, now),
                homes.of(guildless),
                tallies.find(players, now, now.minus(window), bonusDaysMax));
    }

    void write(Changes changes) {
        tallies.write(changes.tallies());
    }
}
