package gg.agis.common.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What ads-service states. */
public sealed interface AdsEvent extends Event {

    String playerId();

    @Override
    default String key() {
        return playerId();
    }

    /** What every fact about a conversion tells. A pending one ends once per {@code conversionId} and never reopens. */
    sealed interface OfConversion extends AdsEvent {

        UUID conversionId();

        @Nullable
        String guildId();

        String adType();

        Instant receivedAt();

        @Nullable
        String experimentId();

        @Nullable
        String variantId();
    }

    @Contract(
            type = "ads.conversion-rewarded.v1",
            topic = Topics.ADS_CONVERSIONS,
            says = "A completed ad earns its player GameCredits; every factor stands as it was when it was received.")
    record ConversionRewarded(
            UUID conversionId,
            String playerId,
            @Nullable String guildId,
            String adType,
            Instant receivedAt,
            String network,
            String networkTransactionId,
            long baseGc,
            String tier,
            int tierBp,
            int bonusBp,
            @Nullable String experimentId,
            @Nullable Long experimentVersion,
            @Nullable String variantId,
            int experimentBp,
            long cappedGc,
            long rewardGc,
            long payoutMicrosUsd)
            implements OfConversion {}

    @Contract(
            type = "ads.conversion-held.v1",
            topic = Topics.ADS_CONVERSIONS,
            says = "A conversion looks suspicious: its reward is pending until it is reviewed or released.")
    record ConversionHeld(
            UUID conversionId,
            String playerId,
            @Nullable String guildId,
            String adType,
            Instant receivedAt,
            long rewardGc,
            int score,
            List<String> reasons,
            Instant releaseAt,
            @Nullable String experimentId,
            @Nullable String variantId)
            implements OfConversion {

        public ConversionHeld {
            reasons = List.copyOf(reasons);
        }
    }

    @Contract(
            type = "ads.conversion-rejected.v1",
            topic = Topics.ADS_CONVERSIONS,
            says = "A conversion earns nothing; what was pending for it is gone.")
    record ConversionRejected(
            UUID conversionId,
            String playerId,
            @Nullable String guildId,
            String adType,
            Instant receivedAt,
            List<String> reasons,
            @Nullable String experimentId,
            @Nullable String variantId)
            implements OfConversion {

        public ConversionRejected {
            reasons = List.copyOf(reasons);
        }
    }

    @Contract(
            type = "ads.conversion-reversed.v1",
            topic = Topics.ADS_CONVERSIONS,
            says = "The network took a conversion back: exactly what was given for it is owed back.")
    record ConversionReversed(
            UUID conversionId,
            String playerId,
            @Nullable String guildId,
            String adType,
            Instant receivedAt,
            UUID reversalId,
            long rewardGc,
            long payoutMicrosUsd,
            String reason,
            @Nullable String experimentId,
            @Nullable String variantId)
            implements OfConversion {}

    @Contract(
            type = "ads.consent-changed.v1",
            topic = Topics.ADS_CONVERSIONS,
            says = "A player allowed ads, or withdrew that.")
    record ConsentChanged(String playerId, boolean granted, String policyVersion, Instant at) implements AdsEvent {}
}
