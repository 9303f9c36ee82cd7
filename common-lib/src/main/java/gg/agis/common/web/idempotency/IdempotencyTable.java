package gg.agis.common.web.idempotency;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
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

    /** Takes the keys, or leases that have run out, in one statement: of several at once for a key, one. */
    List<Claim> claim(List<Wanted> wanted) {
        // One statement can take a key once; whoever else wants it here meets the first.
        var firsts = wanted.stream().collect(toMap(Wanted::id, Function.identity(), (first, other) -> first));
        var taken = take(List.copyOf(firsts.values()));
        var others =
                wanted.stream().filter(one -> !taken.contains(one.leaseId())).toList();
        var known = known(others.stream().map(Wanted::id).toArray(UUID[]::new));
        return wanted.stream()
                .map(one -> taken.contains(one.leaseId())
                        ? new Claim.Taken()
                        // Gone between the two statements means that somebody has just given it up: they may try again.
                        : known.getOrDefault(one.id(), Known.IN_PROGRESS).claimOf(one.key()))
                .toList();
    }

    private Set<UUID> take(List<Wanted> wanted) {
        return Set.copyOf(jdbc.sql("""
                        INSERT INTO idempotency AS known (id, subject, body_hash, lease_id, lease_until)
                        SELECT w.id, w.subject, decode(w.body_hash, 'hex'), w.lease_id,
                               now() + :leaseMillis * interval '1 millisecond'
                        FROM unnest(:ids::uuid[], :subjects::text[], :hashes::text[], :leases::uuid[])
                                 AS w (id, subject, body_hash, lease_id), %s
                        ORDER BY w.id
                        ON CONFLICT (id) DO UPDATE
                        SET lease_id = excluded.lease_id, lease_until = excluded.lease_until
                        WHERE known.status IS NULL
                          AND known.lease_until < now()
                          AND known.body_hash = excluded.body_hash
                        RETURNING known.lease_id
                        """.formatted(UNHURRIED))
                .param("ids", wanted.stream().map(Wanted::id).toArray(UUID[]::new))
                .param(
                        "subjects",
                        wanted.stream().map(one -> one.key().subject()).toArray(String[]::new))
                .param(
                        "hashes",
                        wanted.stream().map(one -> one.key().bodyHash()).toArray(String[]::new))
                .param("leases", wanted.stream().map(Wanted::leaseId).toArray(UUID[]::new))
                .param("leaseMillis", lease.toMillis())
                .query(UUID.class)
                .list());
    }

    /** Of those of the keys that are not free. */
    Map<IdempotencyKey, Claim> claims(Collection<IdempotencyKey> keys) {
        var known = known(keys.stream().map(IdempotencyKey::cause).distinct().toArray(UUID[]::new));
        var claims = new HashMap<IdempotencyKey, Claim>();
        for (var key : keys) {
            var one = known.get(key.cause());
            if (one != null) {
                claims.put(key, one.claimOf(key));
            }
        }
        return claims;
    }

    private Map<UUID, Known> known(UUID[] ids) {
        return ids.length == 0
                ? Map.of()
                : jdbc
                        .sql("""
                        SELECT id, encode(body_hash, 'hex'), status, content_type, location, body
                        FROM idempotency WHERE id = ANY(:ids::uuid[])
                        """)
                        .param("ids", ids)
                        .query((row, n) -> {
                            int status = row.getInt(3);
                            var answer = row.wasNull()
                                    ? null
                                    : new StoredAnswer(status, row.getString(4), row.getString(5), row.getString(6));
                            return Map.entry(row.getObject(1, UUID.class), new Known(row.getString(2), answer));
                        })
                        .list()
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Answers of keys that nobody has taken; fails where somebody has meanwhile. */
    void keep(Map<IdempotencyKey, StoredAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        var keys = List.copyOf(answers.keySet());
        var given = keys.stream().map(answers::get).toList();
        jdbc.sql("""
                        INSERT INTO idempotency (id, subject, body_hash, lease_id, lease_until,
                                                 status, content_type, location, body)
                        SELECT k.id, k.subject, decode(k.body_hash, 'hex'), k.id, now(),
                               k.status, k.content_type, k.location, k.body
                        FROM unnest(:ids::uuid[], :subjects::text[], :hashes::text[], :statuses::smallint[],
                                    :contentTypes::text[], :locations::text[], :bodies::text[])
                                 AS k (id, subject, body_hash, status, content_type, location, body)
                        ORDER BY k.id
                        """)
                .param("ids", keys.stream().map(IdempotencyKey::cause).toArray(UUID[]::new))
                .param("subjects", keys.stream().map(IdempotencyKey::subject).toArray(String[]::new))
                .param("hashes", keys.stream().map(IdempotencyKey::bodyHash).toArray(String[]::new))
                .param("statuses", column(given, Integer[]::new, StoredAnswer::status))
                .param("contentTypes", column(given, String[]::new, StoredAnswer::contentType))
                .param("locations", column(given, String[]::new, StoredAnswer::location))
                .param("bodies", column(given, String[]::new, StoredAnswer::body))
                .update();
    }

    /** Whoever has lost the lease to another must not answer for it. */
    void answer(List<Finished> finished) {
        var given = finished.stream().map(Finished::answer).toList();
        jdbc.sql("""
                        UPDATE idempotency AS known
                        SET status = f.status, content_type = f.content_type, location = f.location, body = f.body
                        FROM unnest(:ids::uuid[], :leases::uuid[], :statuses::smallint[], :contentTypes::text[],
                                    :locations::text[], :bodies::text[])
                                 AS f (id, lease_id, status, content_type, location, body), %s
                        WHERE known.id = f.id AND known.lease_id = f.lease_id AND known.status IS NULL
                        """.formatted(UNHURRIED))
                .param("ids", finished.stream().map(Finished::id).toArray(UUID[]::new))
                .param("leases", finished.stream().map(Finished::leaseId).toArray(UUID[]::new))
                .param("statuses", column(given, Integer[]::new, StoredAnswer::status))
                .param("contentTypes", column(given, String[]::new, StoredAnswer::contentType))
                .param("locations", column(given, String[]::new, StoredAnswer::location))
                .param("bodies", column(given, String[]::new, StoredAnswer::body))
                .update();
    }

    private static <C extends @Nullable Object> C[] column(
            List<StoredAnswer> answers, IntFunction<C[]> array, Function<StoredAnswer, C> value) {
        return answers.stream().map(value).toArray(array);
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

    /** A key that is not free. */
    private record Known(String bodyHash, @Nullable StoredAnswer answer) {

        static final Known IN_PROGRESS = new Known("", null);

        Claim claimOf(IdempotencyKey key) {
            if (!bodyHash.isEmpty() && !bodyHash.equals(key.bodyHash())) {
                return new Claim.Reused();
            }
            return answer == null ? new Claim.InProgress() : new Claim.Answered(answer);
        }
    }
}
