package gg.agis.ads.fraud;

import gg.agis.ads.address.Cidr;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a conversion looks suspicious, and how much. A score of 0 switches a rule off.
 *
 * @param holdFrom the sum of scores from which a conversion is held
 * @param rejectFrom the sum from which it is rejected
 * @param holdPerPoint how long each point of the sum holds
 * @param blockedNetworks addresses from which nothing is taken, as CIDR
 */
@Validated
@ConfigurationProperties("agis.ads.fraud")
public record FraudSettings(
        @DefaultValue("50") @Positive int holdFrom,
        @DefaultValue("100") @Positive int rejectFrom,
        @DefaultValue("15m") @NotNull Duration holdPerPoint,
        @DefaultValue @Valid Velocity velocity,
        @DefaultValue @Valid Sharing sharing,
        @DefaultValue @Valid Timing timing,
        @DefaultValue @Valid Payout payout,
        @DefaultValue List<Cidr> blockedNetworks,
        @DefaultValue("100") @PositiveOrZero int blockedNetworkScore) {

    public FraudSettings {
        blockedNetworks = List.copyOf(blockedNetworks);
    }

    @AssertTrue(message = "holdFrom is below rejectFrom")
    boolean isHeldBeforeRejected() {
        return holdFrom < rejectFrom;
    }

    /**
     * How often a player comes.
     *
     * @param most so many are credited or held within the window; the next one is too many
     */
    public record Velocity(
            @DefaultValue("10") @Positive long most,
            @DefaultValue("60m") @NotNull Duration window,
            @DefaultValue("60") @PositiveOrZero int score) {}

    /** How many players one address or device has. */
    public record Sharing(
            @DefaultValue("5") @Positive @Max(1000) int playersPerAddress,
            @DefaultValue("2") @Positive @Max(1000) int playersPerDevice,
            @DefaultValue("24h") @NotNull Duration window,
            @DefaultValue("40") @PositiveOrZero int addressScore,
            @DefaultValue("50") @PositiveOrZero int deviceScore) {}

    /**
     * What cannot have taken so short, or so long.
     *
     * @param clickToVideo the same for rewarded videos, which last longer
     */
    public record Timing(
            @DefaultValue("5s") @NotNull Duration clickToConversion,
            @DefaultValue("10s") @NotNull Duration clickToVideo,
            @DefaultValue("40") @PositiveOrZero int tooFastScore,
            @DefaultValue("48h") @NotNull Duration staleAfter,
            @DefaultValue("30") @PositiveOrZero int staleScore,
            @DefaultValue("7d") @NotNull Duration newAccount,
            @DefaultValue("20") @PositiveOrZero int newAccountScore) {}

    /** How far the amount may be from what the network's payout is worth. */
    public record Payout(
            @DefaultValue("500") @PositiveOrZero @Max(10_000)
            int toleranceBp,

            @DefaultValue("60") @PositiveOrZero int mismatchScore) {}
}
