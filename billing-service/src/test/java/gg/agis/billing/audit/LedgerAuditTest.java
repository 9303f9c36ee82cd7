package gg.agis.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.audit.Findings.StaleHold;
import gg.agis.billing.chain.Chain;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Damage is done as only somebody with every right could do it, and undone. */
@BillingServiceTest
@ExtendWith(OutputCaptureExtension.class)
class LedgerAuditTest {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Chain chain;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final Owner anna = Owner.player(BillingDriver.someSnowflake());
    private final Transfer first = reward(50);
    private final Transfer second = reward(30);

    @BeforeEach
    void linkedHistory() {
        post(first);
        post(second);
        await().until(() -> {
            chain.extend();
            return linked() == 2;
        });
    }

    @Test
    void aSoundLedgerIsBalanced() {
        var audit = audit();

        assertThat(audit.path("balanced").asBoolean()).isTrue();
        assertThat(audit.path("imbalance").toString()).isEqualTo("{\"GC\":0,\"CREDIT\":0}");
        assertThat(audit.path("postings").asLong())
                .isGreaterThanOrEqualTo(2 * audit.path("transfers").asLong());
        assertThat(metric()).isZero();
    }

    @Test
    void aPostingOfAnotherAmountIsFound(CapturedOutput output) throws SQLException {
        try (var _ = damage(
                "UPDATE postings SET amount = amount + 7 WHERE transfer_id = '%s' AND amount > 0".formatted(first.id()),
                "UPDATE postings SET amount = amount - 7 WHERE transfer_id = '%s' AND amount > 0"
                        .formatted(first.id()))) {
            var audit = audit();

            assertThat(audit.path("balanced").asBoolean()).isFalse();
            assertThat(audit.path("imbalance").path("GC").asLong()).isEqualTo(7);
            assertThat(audit.path("unsoundTransfers").toString())
                    .contains(first.id().toString());
            assertThat(audit.path("wrongBalances").path(0).path("owner").asString())
                    .isEqualTo(anna.name());
            assertThat(audit.path("chainBrokenAt").asLong()).isPositive();
            assertThat(metric()).isGreaterThanOrEqualTo(14);
            assertThat(output).contains("The ledger is not sound");
        }
        assertThat(audit().path("balanced").asBoolean()).isTrue();
        assertThat(metric()).isZero();
    }

    @Test
    void twoWrongsThatCancelEachOtherAreFound() throws SQLException {
        var more = "UPDATE postings SET amount = amount + 7 WHERE transfer_id = '%s' AND amount > 0";
        var less = "UPDATE postings SET amount = amount - 7 WHERE transfer_id = '%s' AND amount > 0";
        try (var _ = damage(
                more.formatted(first.id()) + ";" + less.formatted(second.id()),
                less.formatted(first.id()) + ";" + more.formatted(second.id()))) {
            var audit = audit();

            assertThat(audit.path("imbalance").path("GC").asLong()).isZero();
            assertThat(audit.path("wrongBalances")).isEmpty();
            assertThat(audit.path("unsoundTransfers").toString())
                    .contains(first.id().toString(), second.id().toString());
        }
    }

    @Test
    void aBalanceThatIsNotItsPostingsIsFound() throws SQLException {
        var account = "UPDATE accounts SET balance = balance %s 1 WHERE owner = '" + anna + "'";
        try (var _ = damage(account.formatted("+"), account.formatted("-"))) {
            var wrong = audit().path("wrongBalances").path(0);

            assertThat(wrong.path("balance").asLong()).isEqualTo(81);
            assertThat(wrong.path("postings").asLong()).isEqualTo(80);
            assertThat(metric()).isEqualTo(1);
        }
    }

    @Test
    void heldMoneyWithoutAHoldIsFound() throws SQLException {
        var account = "UPDATE accounts SET held = held %s 3 WHERE owner = '" + anna + "'";
        try (var _ = damage(account.formatted("+"), account.formatted("-"))) {
            assertThat(audit().path("wrongBalances").path(0).path("held").asLong())
                    .isEqualTo(3);
            assertThat(metric()).isEqualTo(3);
        }
    }

    @Test
    void aTransferThatIsGoneIsFound() throws SQLException {
        try (var _ = damage("""
                CREATE TABLE gone AS SELECT * FROM transfers WHERE transfer_id = '%1$s';
                DELETE FROM transfers WHERE transfer_id = '%1$s'
                """.formatted(second.id()), "INSERT INTO transfers SELECT * FROM gone; DROP TABLE gone")) {
            var audit = audit();

            assertThat(audit.path("unsoundTransfers").toString())
                    .contains(second.id().toString());
            assertThat(audit.path("chainBrokenAt").asLong()).isPositive();
        }
    }

    @Test
    void anotherReasonThanItHadIsFoundThoughAllSumsAreRight() throws SQLException {
        var reason = "UPDATE transfers SET reason = '%s' WHERE transfer_id = '" + first.id() + "'";
        try (var _ = damage(reason.formatted("a present"), reason.formatted(first.reason()))) {
            var audit = audit();

            assertThat(audit.path("wrongBalances")).isEmpty();
            assertThat(audit.path("unsoundTransfers")).isEmpty();
            assertThat(audit.path("chainBrokenAt").asLong()).isPositive();
            assertThat(metric()).isEqualTo(1);
        }
    }

    @Test
    void aHoldThatDidNotEndIsFound() throws SQLException {
        var request = UUID.randomUUID();
        var held = "UPDATE accounts SET held = held %s 5 WHERE owner = '" + anna + "'";
        try (var _ = damage(
                """
                INSERT INTO requests
                    (request_id, account_id, kind, amount, posted, refunded, state, expires_at, version, at)
                SELECT '%s', account_id, 'server-start', 5, 0, 0, 'HELD', now() + interval '1 hour', 1, now()
                  FROM accounts WHERE owner = '%s';
                """.formatted(request, anna) + held.formatted("+"), """
                DELETE FROM requests WHERE request_id = '%s';
                """.formatted(request) + held.formatted("-"))) {
            assertThat(audit().path("balanced").asBoolean()).isTrue();

            var later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
            var findings = transaction.execute(status -> new LedgerAudit(jdbc, chain, later).make());

            assertThat(findings.staleHolds()).extracting(StaleHold::requestId).containsExactly(request);
            assertThat(findings.balanced()).isFalse();
            assertThat(findings.alarm()).isEqualTo(1);
        }
    }

    @Test
    void onlyAnAdministratorMayAsk() {
        assertThat(new BillingDriver(port)
                        .get("/api/ledger/audit", TestTokens.player(BillingDriver.someSnowflake()))
                        .status())
                .isEqualTo(403);
    }

    private long linked() {
        return jdbc.sql("SELECT count(*) FROM chain WHERE transfer_id IN (?, ?)")
                .param(first.id())
                .param(second.id())
                .query(Long.class)
                .single();
    }

    private JsonNode audit() {
        return new BillingDriver(port)
                .get("/api/ledger/audit", TestTokens.admin(BillingDriver.someSnowflake()))
                .json();
    }

    private double metric() {
        return new BillingDriver(managementPort).metric("agis_ledger_imbalance");
    }

    private static Damage damage(String done, String undone) throws SQLException {
        execute(done);
        return () -> execute(undone);
    }

    private static void execute(String sql) throws SQLException {
        try (var everyRight = TestPostgres.superuser();
                var statement = everyRight.createStatement()) {
            statement.execute("SET search_path = billing");
            statement.execute(sql);
        }
    }

    private void post(Transfer transfer) {
        transaction.executeWithoutResult(status -> ledger.post(transfer));
    }

    private Transfer reward(long amount) {
        return Transfer.ofGc(
                Owner.ADS,
                anna,
                amount,
                TransferKind.AD_REWARD,
                UUID.randomUUID().toString(),
                "reward");
    }

    private interface Damage extends AutoCloseable {

        @Override
        void close() throws SQLException;
    }
}
