package gg.agis.experiments.design;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A variant as it was designed.
 *
 * @param allocationBp its part of the units that are in the experiment
 * @param multiplierBp what rewards are multiplied by; null where it says nothing of rewards
 * @param config whatever else holds for its units, without the multiplier
 */
public record Arm(
        String id,
        boolean control,
        int allocationBp,
        @Nullable Integer multiplierBp,
        Map<String, Object> config) {

    /** What a person calls the multiplier. */
    public static final String MULTIPLIER = "multiplier";

    private static final int BP_PLACES = 4;

    public Arm {
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    }

    /** With the multiplier, as a person wrote it. */
    public Map<String, Object> wholeConfig() {
        var whole = new TreeMap<>(config);
        if (multiplierBp != null) {
            whole.put(MULTIPLIER, decimal(multiplierBp));
        }
        return Collections.unmodifiableSortedMap(whole);
    }

    private static BigDecimal decimal(int bp) {
        var decimal = BigDecimal.valueOf(bp, BP_PLACES).stripTrailingZeros();
        return decimal.scale() < 1 ? decimal.setScale(1) : decimal;
    }
}
