package gg.agis.billing.audit;

import gg.agis.billing.audit.Findings.Counts;
import gg.agis.billing.audit.Findings.StaleHold;
import gg.agis.billing.audit.Findings.WrongBalance;
import gg.agis.billing.chain.Chain;
import gg.agis.billing.ledger.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Adds up the whole ledger from its postings and holds it against what the rows say, in one view of the database. */
@Component
class LedgerAudit {

    /** Longer than the round that ends holds may be late. */
    private static final Duration STALE_AFTER = Duration.ofMinutes(5);

    /** Enough to begin with; the counts and sums are of all. */
    private static final int LISTED_MAX = 100;

    private final JdbcClient jdbc;
    private final Chain chain;
    private final Clock clock;

    LedgerAudit(JdbcClient jdbc, Chain chain, Clock clock) {
        this.jdbc = jdbc;
        this.chain = chain;
        this.clock = clock;
    }

    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public Findings make() {
        var now = clock.instant();
        return Findings.of(
                imbalance(),
                counts(),
                unsoundTransfers(),
                wrongBalances(),
                staleHolds(now),
                chain.brokenAt().orElse(null),
                now);
    }

    private Map<Unit, Long> imbalance() {
        var sums = new EnumMap<Unit, Long>(Unit.class);
        for (var unit : Unit.values()) {
            sums.put(unit, 0L);
        }
        jdbc.sql("SELECT unit, sum(amount)::bigint FROM postings GROUP BY unit")
                .query((RowCallbackHandler) row -> sums.put(Unit.valueOf(row.getString(1)), row.getLong(2)));
        return sums;
    }

    private Counts counts() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM transfers),
                               (SELECT count(*) FROM postings)
                        """)
                .query((row, number) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    /** Transfers that do not sum to zero, that moved nothing, or of which only postings are left. */
    private List<UUID> unsoundTransfers() {
        return jdbc.sql("""
                        SELECT coalesce(t.transfer_id, p.transfer_id)
                          FROM transfers t
                          FULL JOIN (SELECT transfer_id, bool_and(sum = 0) AS sound
                                       FROM (SELECT transfer_id, unit, sum(amount) AS sum
                                               FROM postings GROUP BY transfer_id, unit) AS units
                                      GROUP BY transfer_id) p USING (transfer_id)
                         WHERE t.transfer_id IS NULL OR p.sound IS NOT TRUE
                         LIMIT :max
                        """)
                .param("max", LISTED_MAX)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<WrongBalance> wrongBalances() {
        return jdbc.sql("""
                        SELECT a.account_id, a.owner, a.unit, a.balance, coalesce(p.sum, 0), a.held, coalesce(r.sum, 0)
                          FROM accounts a
                          LEFT JOIN (SELECT account_id, sum(amount) FROM postings GROUP BY account_id) p
                            USING (account_id)
                          LEFT JOIN (SELECT account_id, sum(amount) FROM requests WHERE state = 'HELD'
                                      GROUP BY account_id) r USING (account_id)
                         WHERE a.balance IS NOT NULL
                           AND (a.balance <> coalesce(p.sum, 0) OR a.held <> coalesce(r.sum, 0))
                         LIMIT :max
                        """)
                .param("max", LISTED_MAX)
                .query((row, number) -> new WrongBalance(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Unit.valueOf(row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)))
                .list();
    }

    private List<StaleHold> staleHolds(Instant now) {
        return jdbc.sql("""
                        SELECT request_id, amount, expires_at FROM requests
                         WHERE state = 'HELD' AND expires_at < :before ORDER BY expires_at LIMIT :max
                        """)
                .param("before", now.minus(STALE_AFTER).atOffset(ZoneOffset.UTC))
                .param("max", LISTED_MAX)
                .query((row, number) -> new StaleHold(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }
}
