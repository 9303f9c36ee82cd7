package gg.agis.experiments.operator;

import gg.agis.common.token.Caller;
import gg.agis.experiments.erasure.Remembers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who has changed something by hand. What they did names them by id, so that it outlives who they were. */
@Repository
class Operators implements Remembers {

    private final JdbcClient jdbc;

    Operators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The operator's id, made when they do something for the first time. */
    @Transactional(propagation = Propagation.MANDATORY)
    UUID idOf(Caller operator) {
        return find(operator.subject()).orElseGet(() -> add(operator.subject()));
    }

    private UUID add(String subject) {
        jdbc.sql("INSERT INTO operators (subject) VALUES (:subject) ON CONFLICT DO NOTHING")
                .param("subject", subject)
                .update();
        return find(subject).orElseThrow();
    }

    private Optional<UUID> find(String subject) {
        return jdbc.sql("SELECT operator_id FROM operators WHERE subject = :subject")
                .param("subject", subject)
                .query(UUID.class)
                .optional();
    }

    @Override
    public String what() {
        return "actions";
    }

    @Override
    public List<?> of(String playerId) {
        return jdbc.sql("""
                        SELECT l.at, l.action, l.target, l.reason FROM audit_log l JOIN operators USING (operator_id)
                         WHERE subject = ? ORDER BY l.at
                        """).param(Caller.player(playerId).subject()).query().listOfRows();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("UPDATE operators SET subject = :pseudonym WHERE subject = :subject")
                .param("pseudonym", "player:" + pseudonym)
                .param("subject", Caller.player(playerId).subject())
                .update();
    }
}
