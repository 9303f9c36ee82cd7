package gg.agis.billing.wallet;

import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Wallets {

    /** In one statement: what moves from pending to available is seen on one side or on the other, never on both. */
    static final String WALLET = """
            SELECT a.balance - a.held, a.held,
                   (SELECT coalesce(sum(p.reward_gc), 0) FROM pending_rewards p
                     WHERE p.account_id = a.account_id AND NOT p.ended)
              FROM accounts a WHERE a.owner = :owner AND a.unit = 'GC'
            """;

    private final JdbcClient jdbc;

    Wallets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Wallet of(String playerId) {
        return jdbc.sql(WALLET)
                .param("owner", Owner.player(playerId).name())
                .query((row, number) -> new Wallet(playerId, Unit.GC, row.getLong(1), row.getLong(2), row.getLong(3)))
                .optional()
                .orElseGet(() -> new Wallet(playerId, Unit.GC, 0, 0, 0));
    }

    /**
     * @param available what can be spent; negative where more was taken back than was left
     * @param pending what held conversions will bring if they pass
     */
    record Wallet(String playerId, Unit unit, long available, long held, long pending) {}
}
