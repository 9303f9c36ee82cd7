package gg.agis.billing.statement;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.QueryPlan;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@BillingServiceTest
class StatementsTest {

    @Test
    void aPageIsReadFromTheIndexHoweverMuchThereIs() {
        var newest = Map.of(
                "owner", "player:1", "unit", "GC", "at", OffsetDateTime.MAX, "sequence", Long.MAX_VALUE, "rowsMax", 51);

        assertThat(QueryPlan.of(Statements.PAGE, newest, StatementsTest::fill))
                .containsPattern("Index Scan using postings_\\d{4}_\\d{2}_account_id_at_sequence_idx")
                .doesNotContain("Sort  (");
    }

    private static void fill(JdbcClient jdbc) {
        QueryPlan.fillAccounts(jdbc);
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
