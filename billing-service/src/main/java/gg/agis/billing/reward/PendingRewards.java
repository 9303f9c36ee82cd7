package gg.agis.billing.reward;

import gg.agis.billing.ledger.Owner;
import gg.agis.common.event.AdsEvent.ConversionHeld;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rewards that may still come; a batch costs one statement for each thing that happens in it. */
@Repository
class PendingRewards {

    private final JdbcClient jdbc;

    PendingRewards(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The players' accounts are open and locked. */
    void apply(PendingChanges changes) {
        open(List.copyOf(changes.opened().values()));
        remove(changes.credited());
        end(changes.ended());
    }

    private void open(List<ConversionHeld> held) {
        if (held.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO pending_rewards (conversion_id, account_id, reward_gc, ended)
                        SELECT h.conversion_id, a.account_id, h.reward_gc, false
                          FROM unnest(:ids::uuid[], :owners::text[], :rewards::bigint[])
                               AS h (conversion_id, owner, reward_gc)
                          JOIN accounts a ON a.owner = h.owner AND a.unit = 'GC'
                         ORDER BY h.conversion_id
                        ON CONFLICT (conversion_id) DO NOTHING
                        """)
                .param("ids", held.stream().map(ConversionHeld::conversionId).toArray(UUID[]::new))
                .param(
                        "owners",
                        held.stream()
                                .map(h -> Owner.player(h.playerId()).name())
                                .toArray(String[]::new))
                .param("rewards", held.stream().map(ConversionHeld::rewardGc).toArray(Long[]::new))
                .update();
    }

    private void remove(Set<UUID> credited) {
        if (!credited.isEmpty()) {
            jdbc.sql("DELETE FROM pending_rewards WHERE conversion_id = ANY(:ids::uuid[])")
                    .param("ids", inOrder(credited))
                    .update();
        }
    }

    private void end(Set<UUID> ended) {
        if (!ended.isEmpty()) {
            jdbc.sql("""
                            INSERT INTO pending_rewards AS known (conversion_id, account_id, reward_gc, ended)
                            SELECT id, NULL, 0, true FROM unnest(:ids::uuid[]) AS id
                            ON CONFLICT (conversion_id)
                            DO UPDATE SET account_id = NULL, reward_gc = 0, ended = true WHERE NOT known.ended
                            """).param("ids", inOrder(ended)).update();
        }
    }

    private static UUID[] inOrder(Collection<UUID> ids) {
        return ids.stream().sorted().toArray(UUID[]::new);
    }
}
