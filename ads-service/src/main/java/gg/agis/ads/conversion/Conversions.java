package gg.agis.ads.conversion;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Conversions {

    private final JdbcClient jdbc;
    private final UnconsentedHash unconsented;

    Conversions(JdbcClient jdbc, UnconsentedHash unconsented) {
        this.jdbc = jdbc;
        this.unconsented = unconsented;
    }

    boolean isKnown(UUID id) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM conversion_keys WHERE conversion_id = :id)
                            OR EXISTS (SELECT FROM unconsented WHERE hash = :hash)
                        """)
                .param("id", id)
                .param("hash", unconsented.of(id))
                .query(Boolean.class)
                .single();
    }

    /** Whether it was new: the key decides, not a look-up before it. */
    boolean add(Conversion conversion) {
        var received = conversion.received();
        var reward = conversion.reward();
        return jdbc.sql("""
                        WITH entered AS (
                            INSERT INTO conversion_keys (conversion_id, received_at) VALUES (:id, :receivedAt)
                            ON CONFLICT DO NOTHING RETURNING conversion_id, received_at)
                        INSERT INTO conversions (
                            conversion_id, network, network_transaction_id, player_id, guild_id, ad_type, status,
                            base_gc, tier, tier_bp, bonus_bp, experiment_bp, capped_gc, reward_gc, payout_micros_usd,
                            received_at)
                        SELECT conversion_id, :network, :transactionId, :playerId, :guildId, :adType, 'rewarded',
                               :baseGc, :tier, :tierBp, :bonusBp, :experimentBp, :cappedGc, :rewardGc, :payoutMicros,
                               received_at
                          FROM entered
                        """)
                        .param("id", received.conversionId())
                        .param("receivedAt", conversion.receivedAt().atOffset(ZoneOffset.UTC))
                        .param("network", received.network())
                        .param("transactionId", received.networkTransactionId())
                        .param("playerId", received.playerId())
                        .param("guildId", received.guildId())
                        .param("adType", received.adType())
                        .param("baseGc", reward.baseGc())
                        .param("tier", reward.tier())
                        .param("tierBp", reward.tierBp())
                        .param("bonusBp", reward.bonusBp())
                        .param("experimentBp", reward.experimentBp())
                        .param("cappedGc", reward.cappedGc())
                        .param("rewardGc", reward.rewardGc())
                        .param("payoutMicros", received.payoutMicrosUsd())
                        .update()
                == 1;
    }

    void rememberUnconsented(UUID id, Instant now) {
        jdbc.sql("INSERT INTO unconsented (hash, received_at) VALUES (:hash, :now) ON CONFLICT DO NOTHING")
                .param("hash", unconsented.of(id))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean quarantine(UUID id, String network, String query, String reason, Instant now) {
        return jdbc.sql("""
                        INSERT INTO quarantine (quarantine_id, network, reason, query, received_at)
                        VALUES (:id, :network, :reason, :query, :now) ON CONFLICT DO NOTHING
                        """)
                        .param("id", id)
                        .param("network", network)
                        .param("reason", reason)
                        .param("query", query)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
