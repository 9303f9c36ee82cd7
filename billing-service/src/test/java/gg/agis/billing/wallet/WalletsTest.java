package gg.agis.billing.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.QueryPlan;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@BillingServiceTest
class WalletsTest {

    @Test
    void whatIsPendingIsReadFromItsIndexHoweverMuchHasEnded() {
        assertThat(QueryPlan.of(Wallets.WALLET, Map.of("owner", "player:1"), WalletsTest::fill))
                .contains("using pending_rewards_of_account");
    }

    private static void fill(JdbcClient jdbc) {
        QueryPlan.fillAccounts(jdbc);
        jdbc.sql("""
                INSERT INTO pending_rewards (conversion_id, account_id, reward_gc, ended)
                SELECT uuidv7(), CASE WHEN n % 10 = 0 THEN a.account_id END, 0, n % 10 <> 0
                  FROM generate_series(1, 20000) n JOIN accounts a ON a.owner = 'player:' || n / 10 % 10
                """).update();
        jdbc.sql("ANALYZE pending_rewards").update();
    }
}
