package gg.agis.experiments.result;

import gg.agis.experiments.design.Guardrail;
import gg.agis.experiments.design.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What the units of an arm came to, exact.
 *
 * @param users units that met the variant
 * @param decided conversions that had an end
 * @param keptGc what was rewarded, less what was taken back
 * @param revenueMicros ads' payouts less reversals, and payments
 */
record Counts(
        long users,
        long conversions,
        long decided,
        long rejected,
        long reversed,
        BigDecimal rewardGc,
        BigDecimal keptGc,
        BigDecimal revenueMicros) {

    static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    private static final int PLACES = 9;
    private static final int MICRO_PLACES = 6;
    private static final BigDecimal ALL_BP = BigDecimal.valueOf(10_000);
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    private record Ratio(BigDecimal of, BigDecimal to) {}

    /** Nothing where there is nothing to divide by. */
    Optional<BigDecimal> value(Measure measure) {
        var ratio = ratio(measure);
        return ratio.to().signum() == 0 ? Optional.empty() : Optional.of(quotient(ratio.of(), ratio.to()));
    }

    /** Rounded at the last of nine places. */
    static BigDecimal quotient(BigDecimal of, BigDecimal to) {
        var quotient = of.divide(to, PLACES, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return quotient.scale() < 0 ? quotient.setScale(0) : quotient;
    }

    private Ratio ratio(Measure measure) {
        return switch (measure) {
            case CONVERSION_RATE -> new Ratio(of(conversions), of(users));
            case REVENUE_PER_USER -> new Ratio(revenueMicros.movePointLeft(MICRO_PLACES), of(users));
            case AVG_REWARD -> new Ratio(rewardGc, of(conversions));
            case FRAUD_RATE -> new Ratio(of(rejected), of(decided));
            case CHARGEBACK_RATE -> new Ratio(of(reversed), of(decided - rejected));
            case GC_PER_USD -> new Ratio(keptGc.multiply(MICROS), revenueMicros);
        };
    }

    /**
     * Whether a guardrail is exceeded. GC for nothing at all exceed every limit.
     *
     * @param decidedMin fewer conversions say nothing yet
     */
    boolean exceeds(Guardrail guardrail, long decidedMin) {
        if (decided < decidedMin) {
            return false;
        }
        var ratio = ratio(guardrail.measure());
        var limit = BigDecimal.valueOf(guardrail.max());
        return ratio.of().multiply(guardrail.isInBp() ? ALL_BP : BigDecimal.ONE).compareTo(limit.multiply(ratio.to()))
                > 0;
    }

    private static BigDecimal of(long number) {
        return BigDecimal.valueOf(number);
    }
}
