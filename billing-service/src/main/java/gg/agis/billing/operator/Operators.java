package gg.agis.billing.operator;

import gg.agis.billing.erasure.Forgets;
import gg.agis.common.token.Caller;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who has done something by hand. Other tables name them by id, so that what they did outlives who they were. */
@Repository
public class Operators implements Forgets {

    private final JdbcClient jdbc;

    Operators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The operator's id, made when they do something for the first time. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID idOf(Caller operator) {
        return find(operator.subject()).orElseGet(() -> add(operator.subject()));
    }

    @Override
    public void forget(String playerId) {
        jdbc.sql("UPDATE operators SET subject = 'player:erased-' || gen_random_uuid() WHERE subject = :subject")
                .param("subject", Caller.player(playerId).subject())
                .update();
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
}
