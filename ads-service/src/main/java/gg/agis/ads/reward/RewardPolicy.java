package gg.agis.ads.reward;

import java.math.BigInteger;
import java.util.Optional;

/** How much a conversion earns, in whole GC: all factors at once, rounded down once. */
public final class RewardPolicy {

    /** One, in basis points. */
    public static final int ONE_BP = 10_000;

    private static final BigInteger ONE_CUBED = BigInteger.valueOf(ONE_BP).pow(3);

    private RewardPolicy() {}

    /**
     * What is rewarded.
     *
     * @param daysBefore how many UTC days in a row before this one had a credited conversion
     * @param earnedToday what was credited or held on this UTC day already
     */
    public record Task(long baseGc, String tier, int daysBefore, int experimentBp, long earnedToday) {}

    /** Nothing where the product is more than anybody can be given: that is a mistake, not a reward. */
    public static Optional<Reward> reward(Task task, RewardSettings settings) {
        int tierBp = settings.tierBp().of(task.tier());
        int bonusBp = bonusBp(task.daysBefore(), settings);
        var product = BigInteger.valueOf(task.baseGc())
                .multiply(BigInteger.valueOf(tierBp))
                .multiply(BigInteger.valueOf((long) ONE_BP + bonusBp))
                .multiply(BigInteger.valueOf(task.experimentBp()))
                .divide(ONE_CUBED);
        if (product.bitLength() >= Long.SIZE) {
            return Optional.empty();
        }
        long total = product.longValueExact();
        long left = Math.max(0, settings.dailyCapGc() - task.earnedToday());
        long rewardGc = Math.min(total, left);
        return Optional.of(new Reward(
                task.baseGc(), task.tier(), tierBp, bonusBp, task.experimentBp(), total - rewardGc, rewardGc));
    }

    private static int bonusBp(int daysBefore, RewardSettings settings) {
        return (int) Math.min(settings.bonusMaxBp(), (long) settings.bonusStepBp() * daysBefore);
    }
}
