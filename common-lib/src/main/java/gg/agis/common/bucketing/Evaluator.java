package gg.agis.common.bucketing;

import gg.agis.common.event.ExperimentsEvent.Definition;
import gg.agis.common.event.ExperimentsEvent.Variant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives units their variants, by what an experiment's definition says and nothing else. Made once per definition, asked
 * for every conversion.
 *
 * <p>Whoever asks stores the first answer per unit and comes back with it: that one stands, whatever the definition says
 * later.
 */
public final class Evaluator {

    private final Definition definition;
    private final boolean byGuild;
    private final boolean admits;
    private final boolean keeps;
    private final Buckets buckets;
    private final Variant[] variants;

    private Evaluator(Definition definition, HashVersion version) {
        var namespace = definition.namespace();
        this.definition = definition;
        this.byGuild = definition.unitKind().equals("guild");
        this.admits = definition.status().equals("running");
        this.keeps = admits || definition.status().equals("paused");
        var all = version.seededWith(definition.seed());
        this.buckets = namespace == null
                ? all
                : all.within(V2Buckets.seededWith(namespace.id()), namespace.fromBp(), namespace.toBp());
        this.variants = definition.variants().toArray(Variant[]::new);
    }

    /** Nothing, where the definition is of a kind that this evaluator does not know: better nobody than somebody wrong. */
    public static Optional<Evaluator> of(Definition definition) {
        boolean knownUnit =
                definition.unitKind().equals("player") || definition.unitKind().equals("guild");
        return HashVersion.named(definition.hashVersion())
                .filter(version -> knownUnit)
                .map(version -> new Evaluator(definition, version));
    }

    public Definition definition() {
        return definition;
    }

    /** Who is in one variant as a whole; null where there is none, and with it no part in the experiment. */
    public @Nullable String unitOf(String playerId, @Nullable String guildId) {
        return byGuild ? guildId : playerId;
    }

    /** The variant of a unit that has none yet; null when it is not in the experiment, or none is admitted now. */
    public @Nullable Variant admit(@Nullable String unitId) {
        if (!admits || unitId == null || unitId.isBlank()) {
            return null;
        }
        int bucket = buckets.of(unitId);
        for (var variant : variants) {
            if (variant.fromBp() <= bucket && bucket < variant.toBp()) {
                return variant;
            }
        }
        return null;
    }

    /** The variant of a unit that was given it before; null when the experiment is over. */
    public @Nullable Variant keep(String variantId) {
        if (keeps) {
            for (var variant : variants) {
                if (variant.id().equals(variantId)) {
                    return variant;
                }
            }
        }
        return null;
    }
}
