package gg.agis.billing.wallet;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which request got which day's reward. */
@Repository
class DailyRewards {

    private final JdbcClient jdbc;

    DailyRewards(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UUID> transferFor(UUID requestId) {
        return jdbc.sql("SELECT transfer_id FROM daily_rewards WHERE request_id = :requestId")
                .param("requestId", requestId)
                .query(UUID.class)
                .optional();
    }

    void add(UUID requestId, UUID transferId) {
        jdbc.sql("INSERT INTO daily_rewards (request_id, transfer_id) VALUES (:requestId, :transferId)")
                .param("requestId", requestId)
                .param("transferId", transferId)
                .update();
    }
}
