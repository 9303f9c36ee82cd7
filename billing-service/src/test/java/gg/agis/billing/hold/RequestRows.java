package gg.agis.billing.hold;

import gg.agis.sandbox.junit.TestPostgres;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Changes of requests that the service's own login may not make. */
final class RequestRows {

    private RequestRows() {}

    /** As if their time had come; the service's clock is everybody's. */
    static void makeDue(Collection<UUID> requests) {
        change("UPDATE requests SET expires_at = '2026-11-21T11:00:00Z' WHERE request_id = ANY(?)", requests);
    }

    /** For rows that no money stands behind. */
    static void forget(UUID request) {
        change("DELETE FROM requests WHERE request_id = ANY(?)", List.of(request));
    }

    private static void change(String statement, Collection<UUID> requests) {
        try (var connection = TestPostgres.connectAs("billing_owner");
                var change = connection.prepareStatement(statement)) {
            change.setArray(1, connection.createArrayOf("uuid", requests.toArray()));
            change.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
