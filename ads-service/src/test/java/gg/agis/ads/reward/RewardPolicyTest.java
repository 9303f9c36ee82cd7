package gg.agis.ads.reward;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.reward.RewardPolicy.Task;
import gg.agis.ads.reward.RewardSettings.TierBp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.Assertions;

class RewardPolicyTest {

    private static final long NO_CAP = Long.MAX_VALUE;
    private static final TierBp TIERS = new TierBp(10_000, 15_000, 20_000);
    private static final RewardSettings USUAL = new RewardSettings(TIERS, 20_000, 500, 2_500);

    @Property
    void theProductOfAllFactorsIsRoundedDownOnce(
            @ForAll @LongRange(min = 1, max = 1L << 53) long baseGc,
            @ForAll @IntRange(max = 20) int daysBefore,
            @ForAll @IntRange(min = 1, max = 100_000) int experimentBp) {
        var exact = new BigDecimal(baseGc)
                .multiply(new BigDecimal("1.5"))
                .multiply(new BigDecimal("0.05")
                        .multiply(BigDecimal.valueOf(Math.min(5, daysBefore)))
                        .add(BigDecimal.ONE))
                .multiply(new BigDecimal(experimentBp).movePointLeft(4));

        var reward = RewardPolicy.reward(new Task(baseGc, "premium", daysBefore, experimentBp, 0), capped(NO_CAP))
                .orElseThrow();

        assertThat(reward.rewardGc())
                .isEqualTo(exact.setScale(0, RoundingMode.FLOOR).longValueExact());
    }

    @Property
    void whatIsAboveTheCapIsLostAndSaid(
            @ForAll @LongRange(min = 1, max = 100_000) long baseGc,
            @ForAll @LongRange(max = 100_000) long earnedToday) {
        var reward = RewardPolicy.reward(new Task(baseGc, "free", 0, 10_000, earnedToday), USUAL)
                .orElseThrow();

        assertThat(reward.rewardGc() + reward.cappedGc()).isEqualTo(baseGc);
        assertThat(reward.rewardGc()).isNotNegative();
        assertThat(reward.rewardGc() == 0 || earnedToday + reward.rewardGc() <= 20_000)
                .isTrue();
        assertThat(reward.cappedGc() == 0 || earnedToday + reward.rewardGc() >= 20_000)
                .isTrue();
    }

    @Example
    void whatNobodyCanBeGivenIsRefused() {
        var most = new RewardSettings(new TierBp(1_000_000, 1_000_000, 1_000_000), NO_CAP, 500, 2_500);

        assertThat(RewardPolicy.reward(new Task(1L << 53, "free", 0, 10_000_000, 0), most))
                .isEmpty();
    }

    @Example
    void theFirstDayAddsNothingAndTheSixthAllThatThereIs() {
        Assertions.assertThat(new int[] {bonusBp(0), bonusBp(1), bonusBp(4), bonusBp(5), bonusBp(99)})
                .containsExactly(0, 500, 2_000, 2_500, 2_500);
    }

    @Example
    void anUnknownTierEarnsAsFreeDoes() {
        var reward =
                RewardPolicy.reward(new Task(100, "royal", 0, 10_000, 0), USUAL).orElseThrow();

        assertThat(reward.rewardGc()).isEqualTo(100);
        assertThat(reward.tierBp()).isEqualTo(10_000);
    }

    @Example
    void everyFactorIsKept() {
        assertThat(RewardPolicy.reward(new Task(333, "premium_plus", 2, 12_000, 19_500), USUAL))
                .contains(new Reward(333, "premium_plus", 20_000, 1_000, 12_000, 379, 500));
    }

    private static int bonusBp(int daysBefore) {
        return RewardPolicy.reward(new Task(100, "free", daysBefore, 10_000, 0), USUAL)
                .orElseThrow()
                .bonusBp();
    }

    private static RewardSettings capped(long cap) {
        return new RewardSettings(TIERS, cap, 500, 2_500);
    }
}
