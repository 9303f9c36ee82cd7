package gg.agis.experiments.operator;

import gg.agis.common.token.Caller;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What was done to experiments: who, what, when and why; written in the commit that does it, and never changed. */
@Repository
public class AuditLog {

    private final JdbcClient jdbc;
    private final Operators operators;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Operators operators, Clock clock) {
        this.jdbc = jdbc;
        this.operators = operators;
        this.clock = clock;
    }

    /** By a person, or by this service itself. */
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
}
