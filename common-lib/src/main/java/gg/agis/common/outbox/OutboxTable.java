package gg.agis.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The relay's statements, on the connection that is the relay's own. */
final class OutboxTable {

    /** A relay that stops in the middle of a round, frozen or cut off, loses its locks after this long. */
    static final Duration FROZEN_AFTER = Duration.ofSeconds(15);

    static final int BACKLOG_MAX = 100_000;

    private static final String WAITING = """
            SELECT shard, occurred_at FROM generate_series(0, %d) AS shards (shard)
            CROSS JOIN LATERAL (
                SELECT occurred_at FROM outbox WHERE outbox.shard = shards.shard::smallint ORDER BY id LIMIT 1) AS first
            """.formatted(Shards.COUNT - 1);

    // Rows are looked up by their key, although a queue looks small whenever it is analyzed: between two vacuums it is
    // not, and a plan that reads all of it reads what was deleted, too.
    private static final String CONNECTED = "SET enable_seqscan = off";

    // Lost deletions only mean that rows are sent again, and consumers drop those: no need to wait for the disk.
    private static final String BEGIN = """
            SELECT set_config('idle_in_transaction_session_timeout', '%d', true),
                   set_config('synchronous_commit', 'off', true)""".formatted(FROZEN_AFTER.toMillis());

    // Two keys, since advisory locks are per database and other schemas have their outboxes there too.
    private static final String LOCK = """
            SELECT shard FROM unnest(?) AS shards (shard)
            WHERE pg_try_advisory_xact_lock(hashtext(current_schema() || '/outbox'), shard) LIMIT ?""";

    private static final String READ = """
            SELECT * FROM (
                SELECT due.*, sum(coalesce(octet_length(payload), 0)) OVER (ORDER BY id) AS bytes
                FROM unnest(?) AS shards (shard)
                CROSS JOIN LATERAL (
                    SELECT * FROM outbox WHERE outbox.shard = shards.shard::smallint ORDER BY id LIMIT ?) AS due) AS due
            WHERE bytes - coalesce(octet_length(payload), 0) < ? ORDER BY id""";

    private static final String DELETE = """
            DELETE FROM outbox USING unnest(?, ?) AS sent (shard, id)
            WHERE outbox.shard = sent.shard AND outbox.id = sent.id""";

    private final Connection connection;

    OutboxTable(Connection connection) {
        this.connection = connection;
    }

    /** What a connection needs to hear once. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CONNECTED);
        }
    }

    /** The shards with rows, each with its oldest row's time; the one statement that an idle relay repeats. */
    List<Waiting> waiting() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WAITING);
                ResultSet result = statement.executeQuery()) {
            List<Waiting> waiting = new ArrayList<>();
            while (result.next()) {
                waiting.add(new Waiting(result.getInt(1), instant(result, 2)));
            }
            return waiting;
        }
    }

    /** How many rows wait, counted up to {@link #BACKLOG_MAX}. */
    long backlog() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT count(*) FROM (SELECT FROM outbox LIMIT %d) AS counted".formatted(BACKLOG_MAX))) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Begins a round with at most {@code max} of these shards, those that no other relay has. */
    List<Integer> lock(List<Integer> shards, int max) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement begin = connection.createStatement()) {
            begin.execute(BEGIN);
        }
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, connection.createArrayOf("int4", shards.toArray()));
            statement.setInt(2, max);
            try (ResultSet result = statement.executeQuery()) {
                List<Integer> locked = new ArrayList<>();
                while (result.next()) {
                    locked.add(result.getInt(1));
                }
                return locked;
            }
        }
    }

    /**
     * The oldest rows of shards that are locked. A statement of its own, after the one that locks: seen with a snapshot
     * from before the lock, rows that another relay has just sent would still be there.
     */
    List<OutboxRow> read(List<Integer> shards, int rows, int bytes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(1, connection.createArrayOf("int4", shards.toArray()));
            statement.setInt(2, Math.ceilDiv(rows, shards.size()));
            statement.setInt(3, bytes);
            try (ResultSet result = statement.executeQuery()) {
                List<OutboxRow> read = new ArrayList<>();
                while (result.next()) {
                    read.add(row(result));
                }
                return read;
            }
        }
    }

    void delete(List<OutboxRow> rows) throws SQLException {
        Object[] shards = new Object[rows.size()];
        Object[] ids = new Object[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            shards[i] = rows.get(i).shard();
            ids[i] = rows.get(i).id();
        }
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, connection.createArrayOf("int2", shards));
            statement.setArray(2, connection.createArrayOf("int8", ids));
            statement.executeUpdate();
        }
    }

    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static OutboxRow row(ResultSet result) throws SQLException {
        return new OutboxRow(
                result.getShort("shard"),
                result.getLong("id"),
                result.getString("topic"),
                result.getString("key"),
                result.getObject("event_id", UUID.class),
                result.getString("type"),
                instant(result, result.findColumn("occurred_at")),
                result.getString("traceparent"),
                payload(result));
    }

    private static byte @Nullable [] payload(ResultSet result) throws SQLException {
        return result.getBytes("payload");
    }

    private static Instant instant(ResultSet result, int column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    record Waiting(int shard, Instant since) {}
}
