package gg.agis.billing.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.MemberDriver;
import gg.agis.sandbox.junit.TestPostgres;
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
        var anna = MemberDriver.someone(port);
        anna.earns(100);
        anna.gives(10);

        try (var other = TestPostgres.superuser()) {
            other.setAutoCommit(false);
            execute(other, "SET LOCAL search_path = billing");
            execute(other, "SET LOCAL deadlock_timeout = '1min'");
            lock(other, "guild:" + anna.guild());
            var contribution = CompletableFuture.supplyAsync(() -> anna.gives(20));
            await().until(this::somebodyWaits);
            lock(other, "player:" + anna.player());
            other.commit();

            var answer = contribution.join();
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
            assertThat(answer.json().path("available").asLong()).isEqualTo(70);
        }
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
