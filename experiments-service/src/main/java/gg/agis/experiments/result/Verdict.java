package gg.agis.experiments.result;

import gg.agis.experiments.statistics.Comparison;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an experiment's figures come to, in plain words. */
final class Verdict {

    private static final MathContext SHOWN = new MathContext(3);

    private Verdict() {}

    /** A variant beside control; nothing where that cannot be said. */
    record Beside(String variantId, Optional<Comparison> comparison) {}

    static String in(
            String metric, boolean trustworthy, List<Beside> variants, double alpha, @Nullable Long unitsNeeded) {
        if (!trustworthy) {
            return "Don't trust this yet: units are not shared out between the variants as they should be. Find out why"
                    + " before you believe any figure.";
        }
        if (variants.stream().allMatch(variant -> variant.comparison().isEmpty())) {
            return "Too early to say anything: there are too few units to compare.";
        }
        var found = new ArrayList<String>();
        for (var variant : variants) {
            variant.comparison()
                    .filter(comparison -> comparison.pSequential() < alpha)
                    .ifPresent(comparison -> found.add(sentence(metric, variant.variantId(), comparison)));
        }
        return found.isEmpty() ? undecided(metric, unitsNeeded) : String.join(" ", found);
    }

    private static String sentence(String metric, String variant, Comparison comparison) {
        return "'%s' is %s than control in %s, by %s (%s to %s); that is hardly chance, however often you have looked."
                .formatted(
                        variant,
                        comparison.difference() > 0 ? "higher" : "lower",
                        metric,
                        shown(Math.abs(comparison.difference())),
                        shown(comparison.low()),
                        shown(comparison.high()));
    }

    private static String undecided(String metric, @Nullable Long unitsNeeded) {
        return "No difference in %s that could not be chance.%s"
                .formatted(
                        metric,
                        unitsNeeded == null
                                ? ""
                                : " To see the smallest one that matters takes about %d units in each variant."
                                        .formatted(unitsNeeded));
    }

    private static String shown(double figure) {
        return new BigDecimal(figure, SHOWN).stripTrailingZeros().toPlainString();
    }
}
