package gg.agis.billing.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.QueryPlan;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@BillingServiceTest
class TreasuryPlansTest {

    @Test
    void membersAreReadFromTheIndexInItsOrder() {
        var largest = Map.of("guild", "guild:1", "total", Long.MAX_VALUE, "player", new UUID(0, 0), "rowsMax", 51);

        assertThat(QueryPlan.of(Contributions.LARGEST_FIRST, largest, TreasuryPlansTest::fillContributions))
                .contains("using contributions_largest_first")
                .doesNotContain("Sort  (");
    }

    @Test
    void whatAGuildBurnsIsReadFromTheIndexOfWhatRuns() {
        assertThat(QueryPlan.of(RunningServers.BURN_PER_HOUR, Map.of("guildId", "1"), TreasuryPlansTest::fillServers))
                .contains("Index Scan on running_servers_of_guild");
    }

    private static void fillContributions(JdbcClient jdbc) {
        QueryPlan.fillAccounts(jdbc);
        jdbc.sql("""
                WITH players AS (
                    INSERT INTO accounts (owner, unit, balance, opened_at)
                    SELECT 'player:' || n, 'GC', 0, now() FROM generate_series(100, 5099) n RETURNING account_id)
                INSERT INTO contributions (guild_account, player_account, total, times, last_at)
                SELECT g.account_id, p.account_id, 1 + (random() * 1000)::bigint, 1, now()
                  FROM players p JOIN accounts g ON g.owner IN ('guild:1', 'guild:2') AND g.unit = 'GC'
                """).update();
        jdbc.sql("ANALYZE contributions, accounts").update();
    }

    private static void fillServers(JdbcClient jdbc) {
        jdbc.sql("""
                INSERT INTO running_servers (server_id, guild_id, hourly, running, at)
                SELECT uuidv7(), (n % 100)::text, 10, n % 20 = 1, now() FROM generate_series(1, 20000) n
                """).update();
        jdbc.sql("ANALYZE running_servers").update();
    }
}
