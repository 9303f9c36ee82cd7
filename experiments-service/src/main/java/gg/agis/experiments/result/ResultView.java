package gg.agis.experiments.result;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment shows.
 *
 * @param trustworthy false when units are shared out otherwise than they should be: then no figure means anything
 * @param srmP how often chance shares them out so
 * @param unitsNeeded in each variant, to see the smallest effect that matters; nothing as long as nobody can say
 * @param minimumEffectBp that effect, in parts of what control shows
 * @param verdict in plain words
 */
record ResultView(
        String experimentId,
        String status,
        String primaryMetric,
        boolean trustworthy,
        double srmP,
        @Nullable Long unitsNeeded,
        int minimumEffectBp,
        List<OfVariant> variants,
        String verdict) {

    /**
     * What units of one variant came to; a rate is left out where there is nothing to divide by.
     *
     * @param users units that met it
     * @param conversions that were rewarded
     * @param conversionRate conversions per user
     * @param revenuePerUserUsd ads' payouts less reversals, and what players paid since
     * @param avgRewardGc of a conversion
     * @param fraudRate rejected of all that are decided
     * @param chargebackRate taken back of all that were not rejected
     * @param gcPerUsd GC that stayed given, for each USD of revenue
     * @param custom by type of events
     * @param vsControl the primary metric beside control's
     */
    record OfVariant(
            String id,
            boolean control,
            long users,
            long conversions,
            @Nullable BigDecimal conversionRate,
            @Nullable BigDecimal revenuePerUserUsd,
            @Nullable BigDecimal avgRewardGc,
            @Nullable BigDecimal fraudRate,
            @Nullable BigDecimal chargebackRate,
            @Nullable BigDecimal gcPerUsd,
            Map<String, CustomMetric> custom,
            @Nullable VsControl vsControl) {}

    /** What was counted besides. */
    record CustomMetric(
            long events, BigDecimal total, @Nullable BigDecimal perUser) {}

    /**
     * A difference, and how sure it is.
     *
     * @param difference the variant's less control's
     * @param low where it begins at least, at one look
     * @param high where it ends at most
     * @param p how often chance shows as much, at one look settled beforehand
     * @param pSequential the same for whoever looks whenever they like
     */
    record VsControl(double difference, double low, double high, double p, double pSequential) {}
}
