package gg.agis.billing.transaction;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;

@BillingServiceTest
class MoneyTransactionTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Unlucky unlucky;

    @Autowired
    private JdbcClient jdbc;

    private final String player = BillingDriver.someSnowflake();
    private final String guild = BillingDriver.someSnowflake();
    private final TestTokens.Caller member = TestTokens.player(player).memberOf(guild);

    @Test
    void whatTheDatabaseEndedIsTriedAgainInATransactionOfItsOwn() {
        List<String> transactions = new ArrayList<>();

        assertThat(unlucky.work(4, transactions)).isEqualTo("done");

        assertThat(transactions).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void itIsGivenUpAfterAWhile() {
        List<String> transactions = new ArrayList<>();

        assertThatExceptionOfType(CannotAcquireLockException.class)
                .isThrownBy(() -> unlucky.work(Integer.MAX_VALUE, transactions));

        assertThat(transactions).hasSize(5);
    }

    @Test
    void aBugIsNotTriedAgain() {
        List<String> tries = new ArrayList<>();

        assertThatIllegalStateException().isThrownBy(() -> unlucky.fail(tries));

        assertThat(tries).hasSize(1);
    }

    /** The other one waits for the wallet while it has the treasury, and would wait for longer than the service does. */
    @Test
    void theVictimOfADeadlockIsMadeAllTheSame() throws SQLException {
        var billing = new BillingDriver(port);
        BillingDriver.send(aConversionBy(player).rewarded(100));
        await().until(() -> billing.get("/api/wallets/" + player, member)
                        .json()
                        .path("available")
                        .asLong()
                == 100);
        contribute(billing, 10);

        try (var other = TestPostgres.superuser()) {
            other.setAutoCommit(false);
            execute(other, "SET LOCAL search_path = billing");
            execute(other, "SET LOCAL deadlock_timeout = '1min'");
            lock(other, "guild:" + guild);
            var contribution = CompletableFuture.supplyAsync(() -> contribute(billing, 20));
            await().until(this::somebodyWaits);
            lock(other, "player:" + player);
            other.commit();

            var answer = contribution.join();
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
            assertThat(answer.json().path("available").asLong()).isEqualTo(70);
        }
    }

    private Answer contribute(BillingDriver billing, long amount) {
        return billing.post(
                "/api/wallets/" + player + "/contributions",
                member,
                "{\"guildId\":\"%s\",\"amount\":%d}".formatted(guild, amount));
    }

    private boolean somebodyWaits() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid')")
                .query(Boolean.class)
                .single();
    }

    private static void lock(Connection connection, String owner) throws SQLException {
        execute(connection, "SELECT FROM accounts WHERE owner = '" + owner + "' FOR UPDATE");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
