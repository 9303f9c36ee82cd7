package gg.agis.experiments.exposure;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A unit met a variant.
 *
 * @param playerId through whom; null for a guild that was asked about by itself
 */
record Exposure(int experiment, String unitId, @Nullable String playerId, String variantId, Instant at) {

    /** Whatever order they come in, the first is the same one. */
    static final Comparator<Exposure> FIRST = Comparator.comparing(Exposure::at)
            .thenComparing(Exposure::variantId)
            .thenComparing(Exposure::unitId);

    Unit unit() {
        return new Unit(experiment, unitId);
    }

    /** One that is in an experiment. */
    record Unit(int experiment, String unitId) implements Comparable<Unit> {

        private static final Comparator<Unit> ORDER =
                Comparator.comparingInt(Unit::experiment).thenComparing(Unit::unitId);

        @Override
        public int compareTo(Unit other) {
            return ORDER.compare(this, other);
        }
    }
}
