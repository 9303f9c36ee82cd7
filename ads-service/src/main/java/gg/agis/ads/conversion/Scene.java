package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.fraud.Sightings;
import gg.agis.ads.roundtrip.Question;
import gg.agis.ads.variant.RunningVariants;
import gg.agis.ads.variant.RunningVariants.Earner;
import gg.agis.ads.variant.Variants;
import gg.agis.common.bucketing.Evaluator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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

    /** Questions, and what is known once they are answered. */
    record Found(List<Question> questions, Function<Instant, Variants> variants, Map<UUID, Set<String>> seen) {}

    /** Asked of those as well who have not consented, and then of no use. */
    Found ask(List<Completed> completed, Map<String, String> homes, Instant now) {
        var running = completed.isEmpty() ? List.<Evaluator>of() : variants.evaluators(now);
        var earners = completed.stream()
                .map(one ->
                        new Earner(one.playerId(), one.guildId() == null ? homes.get(one.playerId()) : one.guildId()))
                .toList();
        var seen = new HashMap<UUID, Set<String>>();
        var clues = completed.stream()
                .flatMap(one -> Witnesses.cluesOf(one).stream())
                .collect(Collectors.toSet());
        var units = RunningVariants.ask(running, earners);
        var questions = new ArrayList<Question>();
        questions.add(sightings.ask(
                clues,
                now,
                (clue, player) ->
                        seen.computeIfAbsent(clue, key -> new HashSet<>()).add(player)));
        if (!running.isEmpty()) {
            questions.add(units.question());
        }
        return new Found(questions, units.variants(), seen);
    }

    List<Question> write(Known known, Witnesses witnesses) {
        var questions = new ArrayList<>(RunningVariants.write(known.variants()));
        if (!witnesses.added().isEmpty()) {
            questions.add(Sightings.write(witnesses.added(), known.now()));
        }
        return questions;
    }
}
