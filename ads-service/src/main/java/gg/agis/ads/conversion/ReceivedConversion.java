package gg.agis.ads.conversion;

import gg.agis.common.id.MadeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One completed ad task as a network reported it: verified, readable, not yet judged. */
public record ReceivedConversion(
        String network,
        String networkTransactionId,
        String playerId,
        @Nullable String guildId,
        String adType,
        long baseGc,
        long payoutMicrosUsd) {

    UUID id() {
        return MadeId.conversionId(network, networkTransactionId);
    }
}
