package gg.agis.ads.reward;

/**
 * What a conversion earns, and every factor that it was computed from; frozen when it was received.
 *
 * @param bonusBp comes on top of the whole
 * @param cappedGc what the daily cap cost
 */
public record Reward(
        long baseGc, String tier, int tierBp, int bonusBp, int experimentBp, long cappedGc, long rewardGc) {

    /** The same factors, and nothing for them. */
    public Reward refused() {
        return new Reward(baseGc, tier, tierBp, bonusBp, experimentBp, 0, 0);
    }
}
