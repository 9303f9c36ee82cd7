package gg.agis.common.event;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What experiments-service, and whoever evaluates its experiments, states. */
public sealed interface ExperimentsEvent extends Event {

    @Contract(
            type = "experiments.definition.v1",
            topic = Topics.EXPERIMENTS_DEFINITIONS,
            says = "An experiment as it is now: all that an evaluator needs in order to give a unit its variant.")
    record Definition(
            String experimentId,
            long version,
            String status,
            String unitKind,
            @Nullable Namespace namespace,
            String hashVersion,
            String seed,
            int trafficBp,
            List<Variant> variants,
            Instant startsAt,
            Instant endsAt)
            implements ExperimentsEvent, Versioned {

        public Definition {
            variants = List.copyOf(variants);
        }

        @Override
        public String key() {
            return experimentId;
        }
    }

    /** Where experiments exclude each other; {@code fromBp} belongs to the range, {@code toBp} does not. */
    record Namespace(String id, int fromBp, int toBp) {}

    /** An arm and its range of buckets, with the traffic already in it; {@code toBp} does not belong to the range. */
    record Variant(
            String id,
            boolean control,
            int fromBp,
            int toBp,
            @Nullable Integer multiplierBp,
            Map<String, Object> config) {

        public Variant {
            // Sorted, so that the same definition is always the same text on the wire.
            config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        }
    }

    @Contract(
            type = "experiments.exposed.v1",
            topic = Topics.EXPERIMENTS_EXPOSURES,
            says = "A player met a variant for the first time; the unit's first exposure decides the variant.")
    record Exposed(
            String experimentId,
            long version,
            String variantId,
            String unitKind,
            String unitId,
            String playerId,
            Instant at)
            implements ExperimentsEvent {

        @Override
        public String key() {
            return unitId;
        }
    }
}
