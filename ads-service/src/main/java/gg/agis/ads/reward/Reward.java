package gg.agis.ads.reward;

/** What a conversion earns, and every factor that it was computed from; frozen when it was received. */
public record Reward(
        long baseGc, String tier, int tierBp, int bonusBp, int experimentBp, long cappedGc, long rewardGc) {}
