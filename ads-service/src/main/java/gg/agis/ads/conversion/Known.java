package gg.agis.ads.conversion;

import gg.agis.ads.player.Tally;
import gg.agis.ads.reversal.Reversal;
import gg.agis.ads.variant.Variants;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * All that the database knows and a batch of reports is judged by, looked up under the locks of its conversions and
 * players.
 */
record Known(Instant now, Ids ids, Players players, Variants variants, Map<UUID, Set<String>> seen) {

    /**
     * What is known of the ids that the batch names.
     *
     * @param unconsented conversions that came without consent, and whether they have been taken back
     * @param unpaid what came and was worth nothing
     * @param quarantined cases that stand
     */
    record Ids(
            Map<UUID, Conversion> conversions,
            Map<UUID, Reversal> reversals,
            Map<UUID, Boolean> unconsented,
            Set<UUID> unpaid,
            Set<UUID> quarantined) {}

    /** What is known of the players whom the batch names. */
    record Players(
            Set<String> consented, Map<String, String> tiers, Map<String, String> homes, Map<String, Tally> tallies) {}
}
