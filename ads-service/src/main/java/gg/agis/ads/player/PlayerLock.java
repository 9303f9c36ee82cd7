package gg.agis.ads.player;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * One at a time per player, until the transaction ends: what a player says and what is judged of them have one order, and
 * so have the facts about it.
 */
@Component
public class PlayerLock {

    private final JdbcClient jdbc;

    PlayerLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void take(String playerId) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "player:" + playerId)
                .query((row, number) -> true)
                .single();
    }
}
