package gg.agis.ads;

import gg.agis.sandbox.junit.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How Postgres reads something when there is a lot of it: rows that nobody else sees, and that are gone afterwards. */
public final class QueryPlan {

    private QueryPlan() {}

    /**
     * The plan, as Postgres explains it where it is told to go by keys, as a batch of reports tells it.
     *
     * @param query with question marks
     * @param fill statements that make many rows; no trigger and no key looks at them
     */
    public static String of(String query, List<?> parameters, String... fill) {
        try (var connection = TestPostgres.superuser()) {
            connection.setAutoCommit(false);
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql("SET LOCAL search_path = ads").update();
            jdbc.sql("SET LOCAL session_replication_role = replica").update();
            jdbc.sql("SET LOCAL enable_seqscan = off").update();
            jdbc.sql("SET LOCAL enable_hashjoin = off").update();
            for (var statement : fill) {
                jdbc.sql(statement).update();
            }
            jdbc.sql("ANALYZE conversions, conversion_keys, player_days, sightings")
                    .update();
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

    /** Of twenty thousand conversions of a thousand players every hundredth is held. */
    public static final String MANY_CONVERSIONS = """
            INSERT INTO conversions (conversion_id, received_at, network, network_transaction_id, player_id, ad_type, status,
                                     base_gc, tier, tier_bp, bonus_bp, experiment_bp, capped_gc, reward_gc,
                                     payout_micros_usd, credited, release_at)
            SELECT gen_random_uuid(), now() - n * interval '10 seconds', 'ayet', n, 100000000000000000 + n % 1000,
                   'offerwall', CASE WHEN n % 100 = 0 THEN 'held' ELSE 'rewarded' END,
                   1, 'free', 10000, 0, 10000, 0, 1, 0, n % 100 <> 0, now() + n * interval '1 second'
              FROM generate_series(1, 20000) n
            """;

    public static final String THEIR_KEYS =
            "INSERT INTO conversion_keys SELECT conversion_id, received_at FROM conversions ON CONFLICT DO NOTHING";
}
