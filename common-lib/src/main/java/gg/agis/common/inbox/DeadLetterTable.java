package gg.agis.common.inbox;

import gg.agis.common.event.Topics;
import gg.agis.common.outbox.RawOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The letters of all listeners of a service. */
final class DeadLetterTable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int REASON_MAX = 2000;

    private static final String OPEN_KEYS =
            "SELECT DISTINCT key FROM dead_letters WHERE consumer = ? AND key = ANY(?) AND state <> 'resent'";

    // In one order everywhere, or two that need several keys would wait for each other.
    private static final String LOCK_KEYS = """
            SELECT pg_advisory_xact_lock(hashtext(current_schema() || '/' || ?), hash)
            FROM (SELECT DISTINCT hashtext(key) AS hash FROM unnest(?) AS keys (key) ORDER BY 1) AS hashes""";

    private static final String ADD = """
            INSERT INTO dead_letters (consumer, state, topic, partition, "offset", key, event_id, event_time, type,
                                      headers, payload, reason, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, now())
            ON CONFLICT (consumer, topic, partition, "offset") DO NOTHING""";

    private final JdbcClient jdbc;
    private final RawOutbox outbox;
    private final String service;

    DeadLetterTable(JdbcClient jdbc, RawOutbox outbox, String service) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.service = service;
    }

    /** Those of the keys that have open letters; they stay locked, so that nobody resolves the last one meanwhile. */
    Set<String> lockOpen(String consumer, Collection<String> keys) {
        Set<String> open = open(consumer, keys);
        if (open.isEmpty()) {
            return open;
        }
        lock(consumer, open);
        return open(consumer, open);
    }

    void lock(String consumer, Collection<String> keys) {
        jdbc.sql(LOCK_KEYS)
                .params(consumer, keys.toArray(String[]::new))
                .query()
                .listOfRows();
    }

    /** Keeps what cannot be applied, and says so on the service's topic for dead letters in the same commit. */
    void bury(String consumer, Arrival arrival, String reason) {
        if (add(consumer, DeadLetter.State.WAITING, arrival, reason)) {
            String key = arrival.key() == null ? consumer : arrival.key();
            byte[] notice = JSON.writeValueAsBytes(DeadLetterNotice.of(consumer, arrival, reason));
            outbox.write(Topics.deadLetters(service), key, service + ".dead-letter.v1", notice);
        }
    }

    /** Keeps what must not overtake an earlier letter of its key. */
    void park(String consumer, Arrival arrival) {
        add(consumer, DeadLetter.State.PARKED, arrival, "Waits behind an earlier dead letter of its key");
    }

    /** False if the record is a letter already. */
    private boolean add(String consumer, DeadLetter.State state, Arrival arrival, String reason) {
        return jdbc.sql(ADD)
                        .param(consumer)
                        .param(state.stored())
                        .param(arrival.topic())
                        .param(arrival.partition())
                        .param(arrival.offset())
                        .param(arrival.key())
                        .param(arrival.eventId().orElse(null))
                        .param(arrival.eventTime()
                                .map(t -> t.atOffset(ZoneOffset.UTC))
                                .orElse(null))
                        .param(arrival.type())
                        .param(JSON.writeValueAsString(arrival.headers()))
                        .param(arrival.value())
                        .param(Arrival.shortened(reason, REASON_MAX))
                        .update()
                == 1;
    }

    boolean has(String consumer, Arrival arrival) {
        return jdbc.sql("""
                        SELECT count(*) FROM dead_letters
                        WHERE consumer = ? AND topic = ? AND partition = ? AND "offset" = ?""")
                        .params(consumer, arrival.topic(), arrival.partition(), arrival.offset())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The key's letter that everything else of the key waits for. */
    Optional<Long> firstOpen(String consumer, String key) {
        return jdbc.sql(
                        "SELECT id FROM dead_letters WHERE consumer = ? AND key = ? AND state <> 'resent' ORDER BY id LIMIT 1")
                .params(consumer, key)
                .query(Long.class)
                .optional();
    }

    /** Nobody else resolves it until the transaction ends. */
    Optional<DeadLetter> lock(long id) {
        return jdbc.sql("SELECT * FROM dead_letters WHERE id = ? FOR UPDATE")
                .param(id)
                .query(DeadLetterTable::letter)
                .optional();
    }

    Optional<DeadLetter> find(long id) {
        return jdbc.sql("SELECT * FROM dead_letters WHERE id = ?")
                .param(id)
                .query(DeadLetterTable::letter)
                .optional();
    }

    /** Newest first, and of these only such as are older than {@code before}. */
    List<DeadLetter> list(@Nullable Long before, int limit) {
        return jdbc.sql("SELECT * FROM dead_letters WHERE id < ? ORDER BY id DESC LIMIT ?")
                .params(before == null ? Long.MAX_VALUE : before, limit)
                .query(DeadLetterTable::letter)
                .list();
    }

    Arrival arrival(long id) {
        return jdbc.sql("SELECT topic, partition, \"offset\", key, headers, payload FROM dead_letters WHERE id = ?")
                .param(id)
                .query((row, number) -> new Arrival(
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getLong("offset"),
                        row.getString("key"),
                        headers(row.getString("headers")),
                        row.getBytes("payload")))
                .single();
    }

    void resolve(long id, String by) {
        jdbc.sql("UPDATE dead_letters SET state = 'resent', resolved_at = now(), resolved_by = ? WHERE id = ?")
                .params(by, id)
                .update();
    }

    void stillWaiting(long id, String reason) {
        jdbc.sql("UPDATE dead_letters SET state = 'waiting', reason = ? WHERE id = ? AND state <> 'resent'")
                .params(Arrival.shortened(reason, REASON_MAX), id)
                .update();
    }

    Map<String, Long> openByConsumer() {
        Map<String, Long> open = new LinkedHashMap<>();
        jdbc.sql("SELECT consumer, count(*) FROM dead_letters WHERE state <> 'resent' GROUP BY consumer")
                .query(row -> {
                    open.put(row.getString(1), row.getLong(2));
                });
        return open;
    }

    void forgetResent() {
        jdbc.sql("DELETE FROM dead_letters WHERE state = 'resent' AND resolved_at < now() - interval '90 days'")
                .update();
    }

    private Set<String> open(String consumer, Collection<String> keys) {
        return new HashSet<>(jdbc.sql(OPEN_KEYS)
                .params(consumer, keys.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        return new DeadLetter(
                row.getLong("id"),
                row.getString("consumer"),
                DeadLetter.State.of(row.getString("state")),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("offset"),
                row.getString("key"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getString("reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("resolved_at", OffsetDateTime.class)),
                row.getString("resolved_by"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static Map<String, String> headers(String json) {
        return JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    }
}
