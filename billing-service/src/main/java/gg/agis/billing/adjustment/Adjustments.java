package gg.agis.billing.adjustment;

import gg.agis.billing.adjustment.Adjustment.Mode;
import gg.agis.billing.adjustment.TwoPersonAdjustment.Approval;
import gg.agis.billing.adjustment.TwoPersonAdjustment.State;
import gg.agis.billing.erasure.Forgets;
import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.ledger.Unit;
import gg.agis.billing.operator.Operators;
import gg.agis.common.token.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What waits, or has waited, for a second operator. */
@Repository
@Order(0) // Before the operators' own names are gone, by which it finds what they asked for.
class Adjustments implements Forgets {

    private static final String SELECT = """
            SELECT d.kind, d.cause, a.owner, a.unit, d.mode, d.amount, d.reason, d.state, asker.subject AS asked_by,
                   d.asked_at, approver.subject AS approved_by, d.approved_at, d.posted_amount
              FROM adjustments d
              JOIN accounts a USING (account_id)
              JOIN operators asker ON asker.operator_id = d.asked_by
              LEFT JOIN operators approver ON approver.operator_id = d.approved_by
            """;

    /** Where an adjustment stands in the list. */
    record Position(Instant askedAt, UUID id) {}

    private final JdbcClient jdbc;
    private final Operators operators;
    private final Clock clock;

    Adjustments(JdbcClient jdbc, Operators operators, Clock clock) {
        this.jdbc = jdbc;
        this.operators = operators;
        this.clock = clock;
    }

    Optional<TwoPersonAdjustment> find(UUID id) {
        return jdbc.sql(SELECT + "WHERE d.adjustment_id = :id")
                .param("id", id)
                .query(Adjustments::read)
                .optional();
    }

    void add(Adjustment asked, UUID accountId, Caller operator) {
        jdbc.sql("""
                        INSERT INTO adjustments
                            (adjustment_id, kind, cause, account_id, mode, amount, reason, state, asked_by, asked_at)
                        VALUES (:id, :kind, :cause, :account, :mode, :amount, :reason, 'pending-approval', :by, :at)
                        """)
                .param("id", asked.id())
                .param("kind", asked.kind().wireName())
                .param("cause", asked.cause())
                .param("account", accountId)
                .param("mode", asked.mode().word())
                .param("amount", asked.amount())
                .param("reason", asked.reason())
                .param("by", operators.idOf(operator))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Under lock until the caller's transaction ends, its account too, so that its owner stays who it is. Read once it is
     * locked: what a statement that waited for a lock joins besides is as old as the statement.
     */
    Optional<TwoPersonAdjustment> lock(UUID id) {
        boolean locked =
                jdbc.sql("""
                        SELECT TRUE FROM adjustments d JOIN accounts a USING (account_id)
                         WHERE d.adjustment_id = :id FOR UPDATE OF d, a
                        """).param("id", id).query(Boolean.class).optional().isPresent();
        return locked ? find(id) : Optional.empty();
    }

    void approve(UUID id, long amount, Caller operator) {
        jdbc.sql("""
                        UPDATE adjustments
                           SET state = 'approved', approved_by = :by, approved_at = :at, posted_amount = :amount
                         WHERE adjustment_id = :id AND state = 'pending-approval'
                        """)
                .param("id", id)
                .param("by", operators.idOf(operator))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("amount", amount)
                .update();
    }

    /** Oldest first, from behind this position on. */
    List<TwoPersonAdjustment> after(Position position, @Nullable State state, int rowsMax) {
        var ofState = state == null ? "" : "AND d.state = :state ";
        var query = jdbc.sql(SELECT + "WHERE (d.asked_at, d.adjustment_id) > (:at, :id) " + ofState
                        + "ORDER BY d.asked_at, d.adjustment_id LIMIT :rowsMax")
                .param("at", position.askedAt().atOffset(ZoneOffset.UTC))
                .param("id", position.id())
                .param("rowsMax", rowsMax);
        return (state == null ? query : query.param("state", state.word()))
                .query(Adjustments::read)
                .list();
    }

    /** An operator who comes back after their erasure is another one, and could approve what they asked for. */
    @Override
    public void forget(String playerId) {
        jdbc.sql("""
                        UPDATE adjustments SET state = 'withdrawn'
                         WHERE state = 'pending-approval'
                           AND asked_by = (SELECT operator_id FROM operators WHERE subject = :subject)
                        """).param("subject", Caller.player(playerId).subject()).update();
    }

    private static TwoPersonAdjustment read(ResultSet row, int number) throws SQLException {
        var asked = new Adjustment(
                TransferKind.of(row.getString("kind")),
                row.getString("cause"),
                new AccountKey(new Owner(row.getString("owner")), Unit.valueOf(row.getString("unit"))),
                Mode.of(row.getString("mode")),
                row.getLong("amount"),
                row.getString("reason"));
        var approver = row.getString("approved_by");
        return new TwoPersonAdjustment(
                asked,
                State.of(row.getString("state")).orElseThrow(),
                row.getString("asked_by"),
                instant(row, "asked_at"),
                approver == null
                        ? null
                        : new Approval(approver, instant(row, "approved_at"), row.getLong("posted_amount")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
