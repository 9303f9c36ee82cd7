package gg.agis.common.telemetry;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Asks through the pool that requests use, since a pool without a free connection is no better than no database. */
final class DatabaseReadiness extends ConnectionCheck {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(2500);
    private static final int QUERY_SECONDS_MAX = 1;

    DatabaseReadiness(DataSource database) {
        super("database", new Probe("Postgres", () -> ask(database), FRESH_FOR, PATIENCE, System::nanoTime));
    }

    private static void ask(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(QUERY_SECONDS_MAX);
            statement.execute("select 1");
        }
    }
}
