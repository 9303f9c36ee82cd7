package gg.agis.billing.statement;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingServiceTest;
import gg.agis.sandbox.junit.TestPostgres;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@BillingServiceTest
class StatementsTest {

    @Test
    void aPageOfAHistoryIsReadFromItsIndexHoweverMuchThereIs() throws SQLException {
        try (var connection = TestPostgres.superuser()) {
            connection.setAutoCommit(false);
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql("SET LOCAL search_path = billing").update();
            fill(jdbc);

            var plan = String.join(
                    "\n",
                    jdbc.sql("EXPLAIN " + Statements.PAGE)
                            .param("owner", "player:1")
                            .param("unit", "GC")
                            .param("at", OffsetDateTime.MAX)
                            .param("sequence", Long.MAX_VALUE)
                            .param("rowsMax", 51)
                            .query(String.class)
                            .list());

            assertThat(plan)
                    .containsPattern("Index Scan using postings_\\d{4}_\\d{2}_account_id_at_sequence_idx")
                    .doesNotContain("Sort  (");
            connection.rollback();
        }
    }

    /** Four accounts with five thousand postings each, which nobody else sees and which are gone afterwards. */
    private static void fill(JdbcClient jdbc) {
        // No trigger needs to look at these: they are never committed.
        jdbc.sql("SET LOCAL session_replication_role = replica").update();
        jdbc.sql("""
                INSERT INTO accounts (owner, unit, balance, opened_at)
                SELECT 'player:' || n, 'GC', 0, now() FROM generate_series(0, 3) n ON CONFLICT DO NOTHING
                """).update();
        jdbc.sql("""
                WITH posted AS (
                    INSERT INTO transfers (transfer_id, kind, cause, reason, at)
                    SELECT uuidv7(), 'daily', n, 'many', now() FROM generate_series(1, 20000) n RETURNING transfer_id)
                INSERT INTO postings (transfer_id, line, account_id, unit, amount, available, sequence, at)
                SELECT p.transfer_id, 0, a.account_id, 'GC', 1, 1, 1, now() - random() * interval '1 hour'
                  FROM (SELECT transfer_id, row_number() OVER () % 4 AS n FROM posted) p
                  JOIN accounts a ON a.owner = 'player:' || p.n AND a.unit = 'GC'
                """).update();
        jdbc.sql("ANALYZE postings, transfers").update();
    }
}
