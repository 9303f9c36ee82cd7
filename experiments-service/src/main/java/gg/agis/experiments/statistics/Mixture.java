package gg.agis.experiments.statistics;

/**
 * The mixture sequential probability ratio test: how much better than "no difference" the data are told by differences
 * drawn from a normal distribution around zero. Under "no difference" that ratio has mean one at every look, and by Ville's
 * inequality it ever reaches 1/α with probability α at most; so its inverse is a p-value that may be looked at as often as
 * one likes, and acted on at any look.
 *
 * <p>It says what the present data say, and keeps nothing of earlier looks: the same events give the same answer whatever
 * the order and however often they were looked at. So it may rise again. Who stopped at an earlier look, or wrote the
 * lowest so far down, is within α as well: the lowest so far is what is often called the always-valid p, and the present
 * one is never below it.
 */
final class Mixture {

    /**
     * The deviation of the mixture, τ, in standard deviations of a unit: the size of effect that is expected. Settled here
     * once, since one chosen after a look would be no test any more. A rate multiplied by 1.2 moves rewards that vary by
     * once to twice their mean by 0.1 to 0.2, a conversion rate of 10 percent that becomes 12 moves by 0.07; for about 0.1
     * the test needs the fewest units, and it never errs for another effect, it only takes longer. With few units it asks
     * for a very great difference, which keeps the days on which a normal distribution is still far off from mattering.
     */
    private static final double EFFECT_EXPECTED = 0.1;

    private Mixture() {}

    /** @param differenceInNoise the square of the difference of means, divided by its variance */
    static double p(long controlUnits, long variantUnits, double differenceInNoise) {
        double mixtureInNoise = EFFECT_EXPECTED * EFFECT_EXPECTED / (1.0 / controlUnits + 1.0 / variantUnits);
        double logRatio = (differenceInNoise / (1 + 1 / mixtureInNoise) - Math.log1p(mixtureInNoise)) / 2;
        return Math.exp(Math.min(0, -logRatio));
    }
}
