package gg.agis.ads.variant;

import gg.agis.common.bucketing.Evaluator;
import gg.agis.common.event.ExperimentsEvent.Exposed;
import gg.agis.common.event.ExperimentsEvent.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which variant each conversion of a batch has, in the order in which they are asked for. */
public final class Variants {

    private static final int ONE_BP = 10_000;

    /** A unit's part in an experiment. */
    record Unit(String experimentId, String unitId) {}

    /** A player who met what their unit has. */
    record Met(Unit unit, String playerId) {}

    private final List<Evaluator> evaluators;
    private final Map<Unit, String> first;
    private final Set<Met> met;
    private final Instant now;
    private final List<Exposed> units = new ArrayList<>();
    private final List<Exposed> exposed = new ArrayList<>();

    /**
     * @param evaluators of experiments that set a multiplier; of several that admit a conversion the first counts
     * @param first the variants that units have met
     * @param met which players were told of already
     */
    Variants(List<Evaluator> evaluators, Map<Unit, String> first, Set<Met> met, Instant now) {
        this.evaluators = List.copyOf(evaluators);
        this.first = new HashMap<>(first);
        this.met = new HashSet<>(met);
        this.now = now;
    }

    /** Of no experiment at all. */
    public static Variants none() {
        return new Variants(List.of(), Map.of(), Set.of(), Instant.EPOCH);
    }

    /** Null for a conversion that no experiment has. */
    public @Nullable Assigned of(String playerId, @Nullable String guildId) {
        for (var evaluator : evaluators) {
            var unitId = evaluator.unitOf(playerId, guildId);
            var assigned = unitId == null ? null : assign(evaluator, unitId, playerId);
            if (assigned != null) {
                return assigned;
            }
        }
        return null;
    }

    private @Nullable Assigned assign(Evaluator evaluator, String unitId, String playerId) {
        var definition = evaluator.definition();
        var unit = new Unit(definition.experimentId(), unitId);
        var standing = first.get(unit);
        var variant = standing == null ? evaluator.admit(unitId) : evaluator.keep(standing);
        if (variant == null) {
            return null;
        }
        var exposure = new Exposed(
                definition.experimentId(),
                definition.version(),
                variant.id(),
                definition.unitKind(),
                unitId,
                playerId,
                now);
        if (standing == null) {
            first.put(unit, variant.id());
            units.add(exposure);
        }
        if (met.add(new Met(unit, playerId))) {
            exposed.add(exposure);
        }
        return new Assigned(definition.experimentId(), definition.version(), variant.id(), multiplierBp(variant));
    }

    private static int multiplierBp(Variant variant) {
        var multiplierBp = variant.multiplierBp();
        return multiplierBp == null ? ONE_BP : multiplierBp;
    }

    /** What is to be published. */
    public List<Exposed> exposed() {
        return exposed;
    }

    /** Units that met their variant for the first time. */
    List<Exposed> units() {
        return units;
    }
}
