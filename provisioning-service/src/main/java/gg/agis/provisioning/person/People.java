package gg.agis.provisioning.person;

import gg.agis.common.token.Caller;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who has done something here. Other tables name people by id, so that what they did outlives who they were. */
@Repository
public class People {

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The person's id, made when they do something for the first time. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID idOf(Caller caller) {
        return find(caller.subject()).orElseGet(() -> add(caller.subject()));
    }

    public Optional<UUID> find(String subject) {
        return jdbc.sql("SELECT person_id FROM people WHERE subject = :subject")
                .param("subject", subject)
                .query(UUID.class)
                .optional();
    }

    /** From now on a name that leads nowhere. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(String subject) {
        jdbc.sql("UPDATE people SET subject = 'player:erased-' || gen_random_uuid() WHERE subject = :subject")
                .param("subject", subject)
                .update();
    }

    private UUID add(String subject) {
        jdbc.sql("INSERT INTO people (subject) VALUES (:subject) ON CONFLICT DO NOTHING")
                .param("subject", subject)
                .update();
        return find(subject).orElseThrow();
    }
}
