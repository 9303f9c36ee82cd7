package gg.agis.billing.reward;

/** What of a reward the player gets and what their guild does; together all of it. */
record TaxedReward(long toPlayer, long toGuild) {

    private static final long BP_OF_ALL = 10_000;

    /** The guild's part is rounded down, for the player. */
    static TaxedReward of(long rewardGc, int taxBp) {
        // In two parts: reward times rate may be more than a long holds.
        long tax = rewardGc / BP_OF_ALL * taxBp + rewardGc % BP_OF_ALL * taxBp / BP_OF_ALL;
        return new TaxedReward(rewardGc - tax, tax);
    }
}
