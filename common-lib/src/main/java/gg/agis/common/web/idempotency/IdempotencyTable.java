package gg.agis.common.web.idempotency;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that have been used. Leases end by the database's clock, which all replicas share.
 */
class IdempotencyTable implements RememberedAnswers {

    /**
     * Lets the statement's commit not wait for the disk. What a crash loses here doubles nothing, since the ids of money
     * are made from the key; and of three commits that such a request would wait for, one is left: the money's own.
     */
    private static final String UNHURRIED = "(SELECT set_config('synchronous_commit', 'off', true)) AS unhurried";

    private final JdbcClient jdbc;
    private final Duration lease;

    IdempotencyTable(JdbcClient jdbc, Duration lease) {
        this.jdbc = jdbc;
        this.lease = lease;
    }

    /** Takes the key, or a lease that has run out, in one statement: of several at once, one. */
    Claim claim(UUID id, String subject, byte[] bodyHash, UUID leaseId) {
        int taken = jdbc.sql("""
                        INSERT INTO idempotency AS known (id, subject, body_hash, lease_id, lease_until)
                        SELECT :id, :subject, :bodyHash, :leaseId, now() + :leaseMillis * interval '1 millisecond'
                        FROM %s
                        ON CONFLICT (id) DO UPDATE
                        SET lease_id = excluded.lease_id, lease_until = excluded.lease_until
                        WHERE known.status IS NULL
                          AND known.lease_until < now()
                          AND known.body_hash = excluded.body_hash
                        """.formatted(UNHURRIED))
                .param("id", id)
                .param("subject", subject)
                .param("bodyHash", bodyHash)
                .param("leaseId", leaseId)
                .param("leaseMillis", lease.toMillis())
                .update();
        // Gone between the two statements means that somebody has just given it up: they may try again.
        return taken == 1 ? new Claim.Taken() : known(id, bodyHash).orElseGet(Claim.InProgress::new);
    }

    private Optional<Claim> known(UUID id, byte[] bodyHash) {
        return jdbc.sql("""
                        SELECT body_hash = :bodyHash AS same_body, status, content_type, location, body
                        FROM idempotency WHERE id = :id
                        """)
                .param("id", id)
                .param("bodyHash", bodyHash)
                .query((row, n) -> {
                    if (!row.getBoolean("same_body")) {
                        return (Claim) new Claim.Reused();
                    }
                    int status = row.getInt("status");
                    if (row.wasNull()) {
                        return new Claim.InProgress();
                    }
                    return new Claim.Answered(new StoredAnswer(
                            status, row.getString("content_type"), row.getString("location"), row.getString("body")));
                })
                .optional();
    }

    /** Whoever has lost the lease to another must not answer for it. */
    void answer(UUID id, UUID leaseId, StoredAnswer answer) {
        jdbc.sql("""
                        UPDATE idempotency
                        SET status = :status, content_type = :contentType, location = :location, body = :body
                        FROM %s
                        WHERE id = :id AND lease_id = :leaseId AND status IS NULL
                        """.formatted(UNHURRIED))
                .param("id", id)
                .param("leaseId", leaseId)
                .param("status", answer.status())
                .param("contentType", answer.contentType())
                .param("location", answer.location())
                .param("body", answer.body())
                .update();
    }

    /** The key is as good as never used. */
    void giveUp(UUID id, UUID leaseId) {
        jdbc.sql("DELETE FROM idempotency WHERE id = :id AND lease_id = :leaseId AND status IS NULL")
                .param("id", id)
                .param("leaseId", leaseId)
                .update();
    }

    @Override
    public void forget(String subject) {
        jdbc.sql("DELETE FROM idempotency WHERE subject = :subject")
                .param("subject", subject)
                .update();
    }

    int purge(Duration keptFor, int rowsMax) {
        return jdbc.sql("""
                        DELETE FROM idempotency WHERE id IN (
                            SELECT id FROM idempotency
                            WHERE created_at < now() - :keptSeconds * interval '1 second'
                            ORDER BY created_at LIMIT :rowsMax FOR UPDATE SKIP LOCKED)
                        """)
                .param("keptSeconds", keptFor.toSeconds())
                .param("rowsMax", rowsMax)
                .update();
    }
}
