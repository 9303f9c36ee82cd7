package gg.agis.ads.history;

import gg.agis.ads.conversion.Conversion;
import gg.agis.ads.conversion.PlayersConversions;
import gg.agis.ads.conversion.Status;
import gg.agis.ads.review.Reviews;
import gg.agis.common.id.MadeId;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What became of a player's conversions, and why. */
@RestController
@RequestMapping("/api/ads/players/{playerId}/conversions")
class HistoryController {

    /** Billing names the transfer after what it is for. */
    private static final String AD_REWARD = "ad-reward";

    private final PlayersConversions conversions;
    private final Reviews reviews;

    HistoryController(PlayersConversions conversions, Reviews reviews) {
        this.conversions = conversions;
        this.reviews = reviews;
    }

    /** What the reward was computed from. */
    record Factors(
            long baseGc,
            String tier,
            int tierBp,
            int bonusBp,
            @Nullable String experimentId,
            @Nullable String variantId,
            int experimentBp,
            long cappedGc) {

        static Factors of(Conversion conversion) {
            var reward = conversion.reward();
            return new Factors(
                    reward.baseGc(),
                    reward.tier(),
                    reward.tierBp(),
                    reward.bonusBp(),
                    conversion.experimentId(),
                    conversion.variantId(),
                    reward.experimentBp(),
                    reward.cappedGc());
        }
    }

    /** What an operator decided. */
    record Reviewed(String decision, String reason, Instant at) {}

    /**
     * How it came to that.
     *
     * @param received what the network sent
     * @param score the sum of what the rules that spoke count
     */
    record Why(
            Map<String, String> received,
            int score,
            @Nullable Reviewed review) {}

    /**
     * One conversion.
     *
     * @param reasons the rules that spoke against it
     * @param releaseAt until when it is held
     * @param transferId what the reward became in the ledger
     * @param why only where one conversion is asked for
     */
    record Item(
            UUID conversionId,
            String network,
            String networkTransactionId,
            String adType,
            @Nullable String guildId,
            String status,
            List<String> reasons,
            Factors factors,
            long rewardGc,
            Instant receivedAt,
            @Nullable Instant releaseAt,
            @Nullable UUID transferId,
            @Nullable Why why) {

        static Item of(Conversion conversion, @Nullable Why why) {
            var completed = conversion.completed();
            return new Item(
                    conversion.id(),
                    completed.network(),
                    completed.networkTransactionId(),
                    completed.adType(),
                    completed.guildId(),
                    conversion.status().word(),
                    conversion.suspected().reasons(),
                    Factors.of(conversion),
                    conversion.status() == Status.REJECTED
                            ? 0
                            : conversion.reward().rewardGc(),
                    conversion.receivedAt(),
                    conversion.status() == Status.HELD ? conversion.standing().releaseAt() : null,
                    conversion.givenGc() > 0 ? MadeId.transferId(AD_REWARD, conversion.id()) : null,
                    why);
        }
    }

    /** Newest first. */
    @GetMapping
    Page<Item> list(@PathVariable String playerId, Slice slice, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        var position = slice.after().map(cursor -> cursor.split(" ")).orElse(null);
        var found = position == null
                ? conversions.newest(playerId, slice.rowsMax())
                : conversions.before(
                        playerId, Instant.parse(position[0]), UUID.fromString(position[1]), slice.rowsMax());
        var items = found.stream().map(conversion -> Item.of(conversion, null)).toList();
        return slice.page(items, item -> item.receivedAt() + " " + item.conversionId());
    }

    @GetMapping("/{conversionId}")
    Item show(@PathVariable String playerId, @PathVariable UUID conversionId, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        var conversion = conversions
                .find(playerId, conversionId)
                .orElseThrow(() -> Problem.notFound(
                        "You have no conversion with this id. One without your consent is not kept at all."));
        return Item.of(conversion, why(conversion));
    }

    /** Who of the operators it was is theirs to know. */
    private Why why(Conversion conversion) {
        var review = reviews.find(conversion.id())
                .map(it -> new Reviewed(it.decision(), it.reason(), it.at()))
                .orElse(null);
        return new Why(conversion.completed().received(), conversion.suspected().score(), review);
    }
}
