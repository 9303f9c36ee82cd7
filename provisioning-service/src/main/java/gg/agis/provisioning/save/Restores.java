package gg.agis.provisioning.save;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which servers start from which saves. */
@Repository
public class Restores {

    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String DAMAGED = "damaged";
    static final String FAILED = "failed";

    private final JdbcClient jdbc;

    Restores(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far it is. */
    record Restore(UUID serverId, UUID saveId, String state, int attempt) {

        String jobName() {
            return "restore-%s-%d".formatted(serverId, attempt);
        }
    }

    /** This server is to start from that save. */
    public void add(UUID serverId, UUID saveId) {
        jdbc.sql("""
                        INSERT INTO restores (server_id, save_id, state, attempt) VALUES (:server, :save, 'running', 1)
                        ON CONFLICT DO NOTHING
                        """).param("server", serverId).param("save", saveId).update();
    }

    public boolean isMeantFor(UUID serverId) {
        return find(serverId).isPresent();
    }

    /** Whether a server that is still to come starts from this save. */
    boolean areToComeFrom(UUID saveId) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM restores JOIN servers s USING (server_id)
                                        WHERE save_id = :save AND restores.state = 'running'
                                          AND s.state NOT IN ('ended', 'refused', 'failed'))
                        """).param("save", saveId).query(Boolean.class).single();
    }

    Optional<Restore> find(UUID serverId) {
        return jdbc.sql("SELECT * FROM restores WHERE server_id = :server")
                .param("server", serverId)
                .query((row, number) -> new Restore(
                        row.getObject("server_id", UUID.class),
                        row.getObject("save_id", UUID.class),
                        row.getString("state"),
                        row.getInt("attempt")))
                .optional();
    }

    /** If nobody has gone on since it was looked at. */
    void goOn(Restore seen, String state, int attempt) {
        jdbc.sql("""
                        UPDATE restores SET state = :state, attempt = :attempt
                         WHERE server_id = :server AND state = :seen AND attempt = :seenAttempt
                        """)
                .param("state", state)
                .param("attempt", attempt)
                .param("server", seen.serverId())
                .param("seen", seen.state())
                .param("seenAttempt", seen.attempt())
                .update();
    }
}
