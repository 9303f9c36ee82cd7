package gg.agis.provisioning.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which officers agree to a server; each counts once. */
@Repository
class Approvals {

    private final JdbcClient jdbc;

    Approvals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether this is the officer's first word on it. */
    boolean add(UUID serverId, UUID personId, Instant now) {
        return jdbc.sql("""
                        INSERT INTO approvals (server_id, person_id, at) VALUES (:server, :person, :at)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("server", serverId)
                        .param("person", personId)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** By whom, in order. */
    List<String> given(UUID serverId) {
        return jdbc.sql("""
                        SELECT replace(p.subject, 'player:', '') FROM approvals a JOIN people p USING (person_id)
                         WHERE a.server_id = :server ORDER BY a.at, p.subject
                        """)
                .param("server", serverId)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
