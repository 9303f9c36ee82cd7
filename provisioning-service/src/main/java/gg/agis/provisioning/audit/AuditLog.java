package gg.agis.provisioning.audit;

import gg.agis.common.token.Caller;
import gg.agis.provisioning.person.People;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people have done by hand: who did what, when and why; written in the commit that does it, and never changed. */
@Repository
public class AuditLog {

    private static final int REASON_CHARS_MAX = 200;

    private final JdbcClient jdbc;
    private final People people;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, People people, Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Adds an entry.
     *
     * @param target what was acted on, as {@code template:rust}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Caller by, String action, String target, String reason) {
        jdbc.sql("""
                        INSERT INTO audit_log (at, person_id, action, target, reason)
                        VALUES (:at, :person, :action, :target, :reason)
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("person", people.idOf(by))
                .param("action", action)
                .param("target", target)
                .param("reason", reason.substring(0, Math.min(reason.length(), REASON_CHARS_MAX)))
                .update();
    }
}
