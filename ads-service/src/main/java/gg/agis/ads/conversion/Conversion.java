package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.reward.Reward;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import java.time.Instant;

/** A judged conversion. */
record Conversion(Completed received, Reward reward, Instant receivedAt) {

    ConversionRewarded rewarded() {
        return new ConversionRewarded(
                received.conversionId(),
                received.playerId(),
                received.guildId(),
                received.adType(),
                receivedAt,
                received.network(),
                received.networkTransactionId(),
                reward.baseGc(),
                reward.tier(),
                reward.tierBp(),
                reward.bonusBp(),
                null,
                null,
                null,
                reward.experimentBp(),
                reward.cappedGc(),
                reward.rewardGc(),
                received.payoutMicrosUsd());
    }
}
