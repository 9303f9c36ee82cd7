package gg.agis.billing;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.common.event.AdsEvent.ConversionHeld;
import gg.agis.common.event.AdsEvent.ConversionRejected;
import gg.agis.common.event.AdsEvent.ConversionReversed;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One conversion, and what ads-service may state about it. */
public record ConversionFixture(
        UUID id, String player, @Nullable String guild) {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    public static ConversionFixture aConversionBy(String player) {
        return new ConversionFixture(UUID.randomUUID(), player, null);
    }

    public ConversionFixture forGuild(String guild) {
        return new ConversionFixture(id, player, guild);
    }

    public ConversionRewarded rewarded(long rewardGc) {
        return new ConversionRewarded(
                id,
                player,
                guild,
                "offerwall",
                NOON,
                "ayet",
                "t" + id,
                1,
                "free",
                10_000,
                0,
                null,
                null,
                null,
                10_000,
                0,
                rewardGc,
                360_000);
    }

    public ConversionHeld held(long rewardGc) {
        return new ConversionHeld(
                id, player, guild, "offerwall", NOON, rewardGc, 70, List.of("velocity"), NOON, null, null);
    }

    public ConversionRejected rejected() {
        return new ConversionRejected(id, player, guild, "offerwall", NOON, List.of("velocity"), null, null);
    }

    public ConversionReversed reversed(long rewardGc) {
        return reversed(rewardGc, UUID.nameUUIDFromBytes(("reversal" + id).getBytes(UTF_8)));
    }

    public ConversionReversed reversed(long rewardGc, UUID reversalId) {
        return new ConversionReversed(
                id, player, guild, "offerwall", NOON, reversalId, rewardGc, 360_000, "chargeback", null, null);
    }
}
