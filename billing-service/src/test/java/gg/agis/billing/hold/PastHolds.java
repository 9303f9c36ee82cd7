package gg.agis.billing.hold;

import gg.agis.sandbox.junit.TestPostgres;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/** Lets the time of holds come: the service's own login cannot, and its clock is everybody's. */
final class PastHolds {

    private PastHolds() {}

    static void makeDue(Collection<UUID> requests) {
        try (var connection = TestPostgres.connectAs("billing_owner");
                var update = connection.prepareStatement(
                        "UPDATE requests SET expires_at = '2026-11-21T11:00:00Z' WHERE request_id = ANY(?)")) {
            update.setArray(1, connection.createArrayOf("uuid", requests.toArray()));
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
