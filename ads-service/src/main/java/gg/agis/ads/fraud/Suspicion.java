package gg.agis.ads.fraud;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at.
 *
 * @param recently how many of the player's were credited or held within the window
 * @param playersOnAddress with this one; no more of them than it takes to know
 * @param receivedAt now
 * @param expectedGc what the network's payout is worth at its own rate, rounded down
 */
public record Suspicion(
        String playerId,
        boolean video,
        long baseGc,
        Instant receivedAt,
        long recently,
        int playersOnAddress,
        int playersOnDevice,
        @Nullable String ip,
        @Nullable Instant clickedAt,
        @Nullable Instant reportedAt,
        @Nullable Long expectedGc) {}
