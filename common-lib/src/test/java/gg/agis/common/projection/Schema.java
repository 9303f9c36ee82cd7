package gg.agis.common.projection;

import gg.agis.sandbox.junit.TestPostgres;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A service's schema, met as the service meets it. */
final class Schema {

    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    final JdbcClient jdbc;
    final TransactionTemplate transaction;

    private Schema(DriverManagerDataSource source) {
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    static Schema of(String service) {
        return SCHEMAS.computeIfAbsent(service, Schema::migrated);
    }

    private static Schema migrated(String service) {
        Flyway.configure()
                .dataSource(TestPostgres.jdbcUrl(), service + "_owner", TestPostgres.PASSWORD)
                .locations("classpath:db/common")
                .table("common_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        return new Schema(new DriverManagerDataSource(TestPostgres.jdbcUrl(), service + "_app", TestPostgres.PASSWORD));
    }

    void forgetProjections() {
        for (var table : new String[] {"projections", "projection_positions", "projection_loads"}) {
            jdbc.sql("DELETE FROM " + table).update();
        }
    }
}
