package gg.agis.ads.conversion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a network says besides, by which fraud is told.
 *
 * @param expectedGc what the network's payout is worth at its own rate, rounded down; null where it states neither
 */
public record Circumstances(
        @Nullable String ip,
        @Nullable String device,
        @Nullable Instant clickedAt,
        @Nullable Instant reportedAt,
        @Nullable Long expectedGc) {

    public static final Circumstances UNKNOWN = new Circumstances(null, null, null, null, null);
}
