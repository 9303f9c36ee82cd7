package gg.agis.experiments.design;

/**
 * What no variant may exceed.
 *
 * @param max of a rate in basis points, of {@link Measure#GC_PER_USD} in GC
 */
public record Guardrail(Measure measure, long max) {

    public Guardrail {
        if (!isOne(measure)) {
            throw new IllegalArgumentException(measure + " guards nothing");
        }
    }

    /** Whether there are guardrails of this measure. */
    public static boolean isOne(Measure measure) {
        return switch (measure) {
            case FRAUD_RATE, CHARGEBACK_RATE, GC_PER_USD -> true;
            case CONVERSION_RATE, REVENUE_PER_USER, AVG_REWARD -> false;
        };
    }

    public boolean isInBp() {
        return measure != Measure.GC_PER_USD;
    }
}
