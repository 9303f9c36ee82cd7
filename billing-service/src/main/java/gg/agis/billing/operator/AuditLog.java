package gg.agis.billing.operator;

import gg.agis.common.token.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What operators have done: who did what, when and why; written in the commit that does it, and never changed. */
@Repository
public class AuditLog {

    /**
     * One thing that was done.
     *
     * @param service this one, among the lists that are merged for reading
     * @param by the operator's subject, or a pseudonym once they are erased
     * @param target what was acted on, as {@code transfer:<id>}
     */
    record Entry(UUID id, Instant at, String service, String by, String action, String target, String reason) {}

    /** Where an entry stands in the list. */
    record Position(Instant at, UUID id) {}

    private static final String SERVICE = "billing";

    private final JdbcClient jdbc;
    private final Operators operators;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Operators operators, Clock clock) {
        this.jdbc = jdbc;
        this.operators = operators;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Caller operator, String action, String target, String reason) {
        jdbc.sql("""
                        INSERT INTO audit_log (at, operator_id, action, target, reason)
                        VALUES (:at, :operator, :action, :target, :reason)
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("operator", operators.idOf(operator))
                .param("action", action)
                .param("target", target)
                .param("reason", reason)
                .update();
    }

    /** Newest first, from before this position on. */
    List<Entry> before(Position position, int rowsMax) {
        return jdbc.sql("""
                        SELECT l.audit_id, l.at, o.subject, l.action, l.target, l.reason
                          FROM audit_log l JOIN operators o USING (operator_id)
                         WHERE (l.at, l.audit_id) < (:at, :id)
                         ORDER BY l.at DESC, l.audit_id DESC LIMIT :rowsMax
                        """)
                .param("at", position.at().atOffset(ZoneOffset.UTC))
                .param("id", position.id())
                .param("rowsMax", rowsMax)
                .query((row, number) -> new Entry(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        SERVICE,
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)))
                .list();
    }
}
