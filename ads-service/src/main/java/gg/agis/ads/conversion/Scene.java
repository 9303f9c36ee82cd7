package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.fraud.Sightings;
import gg.agis.ads.variant.RunningVariants;
import gg.agis.ads.variant.RunningVariants.Earner;
import gg.agis.ads.variant.Variants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What goes on around conversions: which experiments run, and who else was seen where they come from. */
@Component
class Scene {

    private final RunningVariants variants;
    private final Sightings sightings;

    Scene(RunningVariants variants, Sightings sightings) {
        this.variants = variants;
        this.sightings = sightings;
    }

    /** Whoever has not consented meets no variant and is not looked for anywhere. */
    Known open(Known.Ids ids, Known.Players players, List<Completed> completed, Instant now) {
        var consented = completed.stream()
                .filter(one -> players.consented().contains(one.playerId()))
                .toList();
        return new Known(now, ids, players, openVariants(consented, players, now), sightingsOf(consented, now));
    }

    private Variants openVariants(List<Completed> completed, Known.Players players, Instant now) {
        return variants.open(
                completed.isEmpty() ? List.of() : variants.evaluators(now),
                completed.stream()
                        .map(one -> new Earner(
                                one.playerId(),
                                one.guildId() == null ? players.homes().get(one.playerId()) : one.guildId()))
                        .toList(),
                now);
    }

    private Map<UUID, Set<String>> sightingsOf(List<Completed> completed, Instant now) {
        var clues = completed.stream()
                .flatMap(one -> Witnesses.cluesOf(one).stream())
                .collect(Collectors.toSet());
        return sightings.find(clues, now);
    }

    void write(Known known, Witnesses witnesses) {
        variants.write(known.variants());
        sightings.write(witnesses.added(), known.now());
    }
}
