package gg.agis.ads.reward;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much conversions earn.
 *
 * @param dailyCapGc what one player can earn in a UTC day; what is held counts as well
 * @param bonusStepBp what each further consecutive UTC day with a credited conversion adds
 * @param bonusMaxBp the most that such days can add
 */
@Validated
@ConfigurationProperties("agis.ads.reward")
public record RewardSettings(
        @DefaultValue @Valid TierBp tierBp,
        @DefaultValue("20000") @Positive long dailyCapGc,
        @DefaultValue("500") @PositiveOrZero @Max(100_000) int bonusStepBp,

        @DefaultValue("2500") @PositiveOrZero @Max(1_000_000)
        int bonusMaxBp) {

    /** What each tier multiplies by. */
    public record TierBp(
            @DefaultValue("10000") @Positive @Max(1_000_000) int free,
            @DefaultValue("15000") @Positive @Max(1_000_000) int premium,
            @DefaultValue("20000") @Positive @Max(1_000_000) int premiumPlus) {

        /** Of a tier that nobody here knows yet, what everybody gets. */
        int of(String tier) {
            return switch (tier) {
                case "premium" -> premium;
                case "premium_plus" -> premiumPlus;
                default -> free;
            };
        }
    }

    /** So many days in a row make the bonus as large as it gets. */
    public int bonusDaysMax() {
        return bonusStepBp == 0 ? 0 : Math.ceilDiv(bonusMaxBp, bonusStepBp);
    }
}
