package gg.agis.ads.reward;

/** How much a conversion earns, in whole GC. */
public final class RewardPolicy {

    /** One, in basis points. */
    private static final int ONE_BP = 10_000;

    private RewardPolicy() {}

    /** A free player's reward: what the network says that the task is worth. */
    public static Reward forFreePlayer(long baseGc) {
        return new Reward(baseGc, "free", ONE_BP, 0, ONE_BP, 0, baseGc);
    }
}
