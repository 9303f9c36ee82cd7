package gg.agis.common.outbox;

import gg.agis.common.event.Contract;
import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes the facts of a commit in one statement; ids and times are given in it and kept however often a fact is sent. */
final class JdbcOutbox implements Outbox, RawOutbox {

    private static final int FACTS_MAX = 10_000;

    private static final String INSERT = """
            INSERT INTO outbox (shard, topic, key, type, payload, event_id, occurred_at, traceparent)
            SELECT shard, topic, key, type, payload, uuidv7(), date_trunc('milliseconds', clock_timestamp()), ?
            FROM unnest(?, ?, ?, ?, ?) WITH ORDINALITY AS fact (shard, topic, key, type, payload, place)
            ORDER BY place""";

    private final JdbcTemplate jdbc;
    private final Supplier<@Nullable String> traceparent;
    private final TransactionSynchronization wakeRelay;

    /** @param committed called after each commit that has left rows */
    JdbcOutbox(JdbcTemplate jdbc, Supplier<@Nullable String> traceparent, Runnable committed) {
        this.jdbc = jdbc;
        this.traceparent = traceparent;
        wakeRelay = new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                committed.run();
            }
        };
    }

    @Override
    public void publish(Collection<? extends Event> events) {
        write(events.stream().map(JdbcOutbox::fact).toList());
    }

    @Override
    public void tombstone(String topic, String key) {
        write(List.of(new Fact(topic, key, null, null)));
    }

    @Override
    public void write(String topic, String key, String type, byte[] payload) {
        write(List.of(new Fact(topic, key, type, payload)));
    }

    private void write(List<Fact> facts) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A fact is published in the transaction that makes it true; there is none");
        }
        if (facts.size() > FACTS_MAX) {
            throw new IllegalArgumentException("%d facts in one commit, at most %d".formatted(facts.size(), FACTS_MAX));
        }
        if (!facts.isEmpty()) {
            jdbc.update(connection -> insert(connection, facts));
            // A set: many calls in one transaction wake once.
            TransactionSynchronizationManager.registerSynchronization(wakeRelay);
        }
    }

    private PreparedStatement insert(Connection connection, List<Fact> facts) throws SQLException {
        int size = facts.size();
        Object[] shards = new Object[size];
        Object[] topics = new Object[size];
        Object[] keys = new Object[size];
        @Nullable Object[] types = new @Nullable Object[size];
        byte[] @Nullable [] payloads = new byte[size] @Nullable [];
        for (int i = 0; i < size; i++) {
            Fact fact = facts.get(i);
            shards[i] = Shards.of(fact.topic(), fact.key());
            topics[i] = fact.topic();
            keys[i] = fact.key();
            types[i] = fact.type();
            payloads[i] = fact.payload();
        }
        PreparedStatement insert = connection.prepareStatement(INSERT);
        insert.setString(1, traceparent.get());
        insert.setArray(2, connection.createArrayOf("int2", shards));
        insert.setArray(3, connection.createArrayOf("text", topics));
        insert.setArray(4, connection.createArrayOf("text", keys));
        insert.setArray(5, connection.createArrayOf("text", types));
        insert.setArray(6, connection.createArrayOf("bytea", payloads));
        return insert;
    }

    private static Fact fact(Event event) {
        Contract contract = Contracts.of(event);
        return new Fact(contract.topic(), event.key(), contract.type(), EventJson.write(event));
    }

    @SuppressWarnings("ArrayRecordComponent") // carried from the codec to the statement and never compared
    private record Fact(String topic, String key, @Nullable String type, byte @Nullable [] payload) {}
}
