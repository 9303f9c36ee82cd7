package gg.agis.common.schema;

import gg.agis.sandbox.junit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A schema of the test database with the tables that every service has, seen as the service sees it. */
public record TestSchema(String name, DataSource dataSource, JdbcTemplate jdbc, TransactionTemplate transaction) {

    private static final Map<String, TestSchema> MIGRATED = new ConcurrentHashMap<>();

    public static TestSchema of(String name) {
        return MIGRATED.computeIfAbsent(name, TestSchema::migrated);
    }

    private static TestSchema migrated(String name) {
        new Schema(true)
                .migrate(Flyway.configure()
                        .dataSource(TestPostgres.jdbcUrl(), name + "_owner", TestPostgres.PASSWORD)
                        .load());
        DataSource app = new DriverManagerDataSource(TestPostgres.jdbcUrl(), name + "_app", TestPostgres.PASSWORD);
        return new TestSchema(
                name, app, new JdbcTemplate(app), new TransactionTemplate(new JdbcTransactionManager(app)));
    }

    /** As a migration would. */
    public void asOwner(String sql) {
        try (Connection owner = TestPostgres.connectAs(name + "_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Leaves nothing of an earlier test; the service's login may not truncate. */
    public void clear(String... tables) {
        asOwner("TRUNCATE " + String.join(", ", tables));
    }
}
