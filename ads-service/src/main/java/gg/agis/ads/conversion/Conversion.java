package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.reversal.Reversal;
import gg.agis.ads.reward.Reward;
import gg.agis.ads.variant.Assigned;
import gg.agis.common.event.AdsEvent.ConversionHeld;
import gg.agis.common.event.AdsEvent.ConversionRejected;
import gg.agis.common.event.AdsEvent.ConversionReversed;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A judged conversion: what was decided when it came never changes, where it stands does.
 *
 * @param completed as it was reported, with the guild that it is for
 * @param countedBefore how many of the player's had been credited or held before
 */
public record Conversion(
        Completed completed,
        Instant receivedAt,
        Reward reward,
        @Nullable Assigned assigned,
        Suspected suspected,
        Standing standing,
        long countedBefore) {

    /** How suspicious it looked, and by which rules. */
    public record Suspected(int score, List<String> reasons) {

        public Suspected {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Where it stands.
     *
     * @param credited whether its reward was ever given
     * @param releaseAt until when it is, or was, held
     */
    public record Standing(
            Status status, boolean credited, @Nullable Instant releaseAt) {}

    public UUID id() {
        return completed.conversionId();
    }

    public String playerId() {
        return completed.playerId();
    }

    public Status status() {
        return standing.status();
    }

    /** What its player has been given for it, whatever became of it since. */
    public long givenGc() {
        return standing.credited() ? reward.rewardGc() : 0;
    }

    Conversion becomes(Status next) {
        if (!status().mayBecome(next)) {
            throw new IllegalStateException("%s is %s and cannot become %s".formatted(id(), status(), next));
        }
        return new Conversion(
                completed,
                receivedAt,
                reward,
                assigned,
                suspected,
                new Standing(next, standing.credited() || next == Status.REWARDED, standing.releaseAt()),
                countedBefore);
    }

    ConversionRewarded rewarded() {
        return new ConversionRewarded(
                id(),
                playerId(),
                completed.guildId(),
                completed.adType(),
                receivedAt,
                completed.network(),
                completed.networkTransactionId(),
                reward.baseGc(),
                reward.tier(),
                reward.tierBp(),
                reward.bonusBp(),
                experimentId(),
                assigned == null ? null : assigned.version(),
                variantId(),
                reward.experimentBp(),
                reward.cappedGc(),
                reward.rewardGc(),
                completed.payoutMicrosUsd());
    }

    ConversionHeld held() {
        var releaseAt = standing.releaseAt();
        if (releaseAt == null) {
            throw new IllegalStateException(id() + " is not held until anything");
        }
        return new ConversionHeld(
                id(),
                playerId(),
                completed.guildId(),
                completed.adType(),
                receivedAt,
                reward.rewardGc(),
                suspected.score(),
                suspected.reasons(),
                releaseAt,
                experimentId(),
                variantId());
    }

    ConversionRejected rejected(List<String> reasons) {
        return new ConversionRejected(
                id(),
                playerId(),
                completed.guildId(),
                completed.adType(),
                receivedAt,
                reasons,
                experimentId(),
                variantId());
    }

    /** Takes back exactly what was given. */
    ConversionReversed reversed(String reason) {
        return new ConversionReversed(
                id(),
                playerId(),
                completed.guildId(),
                completed.adType(),
                receivedAt,
                Reversal.idOf(id()),
                givenGc(),
                completed.payoutMicrosUsd(),
                reason,
                experimentId(),
                variantId());
    }

    public @Nullable String experimentId() {
        return assigned == null ? null : assigned.experimentId();
    }

    public @Nullable String variantId() {
        return assigned == null ? null : assigned.variantId();
    }
}
