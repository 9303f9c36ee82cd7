package gg.agis.experiments.result;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sure is sure, and how results are watched.
 *
 * @param alphaBp how often a difference may be seen that is none
 * @param powerBp how often a difference of the smallest size that matters should be seen
 * @param minimumEffectBp that size, in parts of what control shows
 * @param watchPause between two looks at experiments under way
 * @param guardedFrom so many decided conversions of a variant before a guardrail speaks
 */
@Validated
@ConfigurationProperties("agis.experiments.results")
record ResultSettings(
        @DefaultValue("500") @Positive @Max(5_000) int alphaBp,
        @DefaultValue("8000") @Positive @Max(9_999) int powerBp,
        @DefaultValue("500") @Positive @Max(100_000) int minimumEffectBp,
        @DefaultValue("5s") @NotNull Duration watchPause,
        @DefaultValue("100") @Positive long guardedFrom) {

    private static final double ALL_BP = 10_000;

    double alpha() {
        return alphaBp / ALL_BP;
    }

    double power() {
        return powerBp / ALL_BP;
    }

    static double part(int bp) {
        return bp / ALL_BP;
    }
}
