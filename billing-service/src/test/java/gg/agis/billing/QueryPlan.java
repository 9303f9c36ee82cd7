package gg.agis.billing;

import gg.agis.sandbox.junit.TestPostgres;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How Postgres reads something when there is a lot of it: rows that nobody else sees, and that are gone afterwards. */
public final class QueryPlan {

    private QueryPlan() {}

    /**
     * The plan, as Postgres explains it.
     *
     * @param fill makes many rows and analyzes their tables; no trigger and no key looks at them
     */
    public static String of(String query, Map<String, ?> parameters, Consumer<JdbcClient> fill) {
        try (var connection = TestPostgres.superuser()) {
            connection.setAutoCommit(false);
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql("SET LOCAL search_path = billing").update();
            jdbc.sql("SET LOCAL session_replication_role = replica").update();
            fill.accept(jdbc);
            var plan = jdbc.sql("EXPLAIN " + query)
                    .params(parameters)
                    .query(String.class)
                    .list();
            connection.rollback();
            return String.join("\n", plan);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Accounts of players 0 to 9 and guilds 0 to 9. */
    public static void fillAccounts(JdbcClient jdbc) {
        jdbc.sql("""
                INSERT INTO accounts (owner, unit, balance, opened_at)
                SELECT kind || ':' || n, 'GC', 0, now()
                  FROM generate_series(0, 9) n, (VALUES ('player'), ('guild')) AS k (kind) ON CONFLICT DO NOTHING
                """).update();
    }
}
