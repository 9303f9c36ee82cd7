package gg.agis.ads.conversion;

import gg.agis.ads.consent.Consents;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.fraud.FraudSettings;
import gg.agis.ads.home.Homes;
import gg.agis.ads.player.Tallies;
import gg.agis.ads.reward.RewardSettings;
import gg.agis.ads.roundtrip.Question;
import gg.agis.ads.tier.Tiers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All that is known of players. */
@Component
class Players {

    private final Tiers tiers;
    private final Homes homes;
    private final Tallies tallies;
    private final Duration window;
    private final int bonusDaysMax;

    Players(Tiers tiers, Homes homes, Tallies tallies, FraudSettings fraud, RewardSettings rewards) {
        this.tiers = tiers;
        this.homes = homes;
        this.tallies = tallies;
        this.window = fraud.velocity().window();
        this.bonusDaysMax = rewards.bonusDaysMax();
    }

    /**
     * Questions, and what is known once they are answered.
     *
     * @param homes are known already
     */
    record Found(List<Question> questions, Map<String, String> homes, Supplier<Known.Players> players) {}

    /** The players are locked when it is answered. */
    Found ask(List<Completed> completed, Instant now) {
        var players = completed.stream().map(Completed::playerId).collect(Collectors.toSet());
        var homesOf = homes.of(completed.stream()
                .filter(one -> one.guildId() == null)
                .map(Completed::playerId)
                .collect(Collectors.toSet()));
        var tiersOf = tiers.of(players, now);
        var consented = new HashSet<String>();
        var tally = tallies.ask(players, now, now.minus(window), bonusDaysMax);
        return new Found(
                List.of(Consents.granted(players, consented::add), tally.question()),
                homesOf,
                () -> new Known.Players(consented, tiersOf, homesOf, tally.tallies()));
    }

    List<Question> write(Changes changes) {
        return changes.tallies().isEmpty() ? List.of() : List.of(tallies.write(changes.tallies()));
    }
}
