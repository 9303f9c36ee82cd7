package gg.agis.common.projection;

import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Topics in the service's own schema: read once, by whichever replica has the partition, and there after a restart. */
final class TableStore implements ProjectionStore {

    // A tombstone is compared by offset, having no version: read once more it must not take what came after it.
    private static final String APPLY = """
            INSERT INTO projections AS held (topic, key, version, type, payload, record_offset)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::bigint[]) AS next (topic, key)
            ORDER BY next.topic, next.key
            ON CONFLICT (topic, key) DO UPDATE
            SET version = greatest(held.version, excluded.version), type = excluded.type,
                payload = excluded.payload, record_offset = excluded.record_offset
            WHERE CASE WHEN excluded.payload IS NULL THEN excluded.record_offset > held.record_offset
                       ELSE excluded.version > held.version END""";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Set<String> caughtUp = ConcurrentHashMap.newKeySet();
    private final Set<String> readWhole = ConcurrentHashMap.newKeySet();

    TableStore(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** What was read and how far, in one commit. */
    void apply(Collection<CompactedRecord> records, Map<TopicPartition, Long> positions) {
        transaction.executeWithoutResult(status -> {
            rounds(records).forEach(this::applyRound);
            positions.forEach((partition, next) -> jdbc.sql("""
                    INSERT INTO projection_positions (topic, partition, next_offset) VALUES (?, ?, ?)
                    ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset""")
                    .params(partition.topic(), partition.partition(), next)
                    .update());
        });
    }

    Map<TopicPartition, Long> positions(Collection<String> topics) {
        var positions = new HashMap<TopicPartition, Long>();
        jdbc.sql("SELECT topic, partition, next_offset FROM projection_positions WHERE topic = ANY (?)")
                .param(topics.toArray(String[]::new))
                .query(row -> {
                    positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
                });
        return positions;
    }

    void caughtUpWith(String topic) {
        jdbc.sql("INSERT INTO projection_loads (topic) VALUES (?) ON CONFLICT DO NOTHING")
                .param(topic)
                .update();
        caughtUp.add(topic);
    }

    @Override
    public boolean readWhole(String topic) {
        if (caughtUp.contains(topic) || readWhole.contains(topic)) {
            return true;
        }
        boolean loaded = jdbc.sql("SELECT EXISTS (SELECT FROM projection_loads WHERE topic = ?)")
                .param(topic)
                .query(Boolean.class)
                .single();
        if (loaded) {
            readWhole.add(topic);
        }
        return loaded;
    }

    @Override
    public boolean caughtUp(String topic) {
        return caughtUp.contains(topic);
    }

    @Override
    public Map<String, Event> find(String topic, Collection<String> keys) {
        var found = new HashMap<String, Event>();
        jdbc.sql("SELECT key, type, payload FROM projections WHERE topic = ? AND key = ANY (?) AND payload IS NOT NULL")
                .params(topic, keys.toArray(String[]::new))
                .query(row -> {
                    var event = EventJson.read(row.getString(2), row.getBytes(3));
                    if (event.isPresent()) {
                        found.put(row.getString(1), event.get());
                    }
                });
        return found;
    }

    @Override
    public List<Event> first(String topic, Set<String> types, int limit) {
        return jdbc
                .sql("SELECT type, payload FROM projections WHERE topic = ? AND type = ANY (?) ORDER BY key LIMIT ?")
                .params(topic, types.toArray(String[]::new), limit)
                .query((row, number) -> EventJson.read(row.getString(1), row.getBytes(2)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private void applyRound(Collection<CompactedRecord> records) {
        jdbc.sql(APPLY)
                .params(
                        records.stream().map(CompactedRecord::topic).toArray(String[]::new),
                        records.stream().map(CompactedRecord::key).toArray(String[]::new),
                        records.stream().map(CompactedRecord::version).toArray(Long[]::new),
                        records.stream().map(CompactedRecord::type).toArray(String[]::new),
                        records.stream().map(CompactedRecord::payload).toArray(byte[][]::new),
                        records.stream().map(CompactedRecord::offset).toArray(Long[]::new))
                .update();
    }

    /** One statement may touch a row once: a key's records become one until a tombstone, and go on after it. */
    static List<Collection<CompactedRecord>> rounds(Collection<CompactedRecord> records) {
        var rounds = new ArrayList<Map<TopicKey, CompactedRecord>>();
        var roundOfKey = new HashMap<TopicKey, Integer>();
        for (var next : records) {
            var key = new TopicKey(next.topic(), next.key());
            int round = roundOfKey.getOrDefault(key, 0);
            var before = round < rounds.size() ? rounds.get(round).get(key) : null;
            if (before != null && before.tombstone()) {
                round++;
                roundOfKey.put(key, round);
                before = null;
            }
            if (round == rounds.size()) {
                rounds.add(new LinkedHashMap<>());
            }
            rounds.get(round).put(key, before == null ? next : before.followedBy(next));
        }
        return rounds.stream().map(Map::values).toList();
    }

    private record TopicKey(String topic, String key) {}
}
