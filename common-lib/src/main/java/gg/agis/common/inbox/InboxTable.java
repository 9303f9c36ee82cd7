package gg.agis.common.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which facts a consumer has applied. */
final class InboxTable {

    // Without a target, since the key spans partitions of which any may refuse.
    private static final String RECORD = """
            INSERT INTO inbox (event_id, consumer, event_time)
            SELECT id, ?, time FROM unnest(?, ?) AS delivery (id, time)
            ON CONFLICT DO NOTHING RETURNING event_id""";

    private final JdbcTemplate jdbc;

    InboxTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Records the deliveries as applied, and returns the ids of those that had not been. */
    Set<UUID> record(String consumer, List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.query(
                connection -> statement(connection, consumer, deliveries),
                (row, number) -> row.getObject(1, UUID.class)));
    }

    /** Makes the partitions that will be needed and drops those that no redelivery can reach any more. */
    void upkeep() {
        jdbc.execute("SELECT partition_upkeep()");
    }

    private static PreparedStatement statement(Connection connection, String consumer, List<Delivery> deliveries)
            throws SQLException {
        Object[] ids = deliveries.stream().map(Delivery::id).toArray();
        Object[] times = deliveries.stream()
                .map(d -> d.time().atOffset(ZoneOffset.UTC).toString())
                .toArray();
        PreparedStatement statement = connection.prepareStatement(RECORD);
        statement.setString(1, consumer);
        statement.setArray(2, connection.createArrayOf("uuid", ids));
        statement.setArray(3, connection.createArrayOf("timestamptz", times));
        return statement;
    }
}
