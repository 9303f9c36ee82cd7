package gg.agis.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Bookings.Line;
import gg.agis.sandbox.junit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@BillingServiceTest
class LedgerTest {

    @Autowired
    private Ledger ledger;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final Owner anna = somePlayer();
    private final Owner bert = somePlayer();

    @Test
    void aBatchIsPostedAtOnce() {
        post(reward(anna, 50), reward(bert, 7), reward(anna, 30));

        assertThat(ledger.balanceOf(anna, Unit.GC)).isEqualTo(new Balance(80, 0));
        assertThat(ledger.balanceOf(bert, Unit.GC)).isEqualTo(new Balance(7, 0));
    }

    @Test
    void anOwnerWithoutAnAccountHasNothing() {
        assertThat(ledger.balanceOf(anna, Unit.GC)).isEqualTo(Balance.NOTHING);
    }

    @Test
    void theSameTransferIsPostedOnceInABatchAndEverAfter() {
        var reward = reward(anna, 50);

        post(reward, reward);
        post(reward);

        assertThat(ledger.balanceOf(anna, Unit.GC)).isEqualTo(new Balance(50, 0));
    }

    @Test
    void ofTwentyWhoPostTheSameTransferAtOnceOneDoes() {
        var reward = reward(anna, 50);

        inParallel(20, number -> post(reward));

        assertThat(ledger.balanceOf(anna, Unit.GC)).isEqualTo(new Balance(50, 0));
    }

    @Test
    void parallelBatchesOverTheSameAccountsLoseNothing() {
        post(reward(anna, 1), reward(bert, 1));

        inParallel(40, number -> {
            var first = number % 2 == 0 ? anna : bert;
            var second = number % 2 == 0 ? bert : anna;
            post(reward(first, 5), reward(second, 5));
        });

        assertThat(ledger.balanceOf(anna, Unit.GC)).isEqualTo(new Balance(201, 0));
        assertThat(ledger.balanceOf(bert, Unit.GC)).isEqualTo(new Balance(201, 0));
    }

    @Test
    void whatOwnersHearCountsByOne() {
        post(reward(anna, 50), reward(anna, 30));
        post(reward(anna, 20));

        assertThat(jdbc.sql("SELECT sequence FROM accounts WHERE owner = ?")
                        .param(anna.name())
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void postingNeedsATransaction() {
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> ledger.post(List.of(reward(anna, 50))));
    }

    @Test
    void theDatabaseRefusesPostingsThatDoNotBalance() {
        post(reward(anna, 50));
        var account = accountOf(anna);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> journal.write(
                        List.of(new Line(someTransfer(), 9, account, 5)), Instant.parse("2026-11-21T12:00:00Z")))
                .withMessageContaining("do not sum to zero");
    }

    @Test
    void theDatabaseRefusesPostingsOfAnUnknownAccount() {
        post(reward(anna, 50));
        var nobody = new Account(UUID.randomUUID(), bert, Unit.GC, 0, 0, 0);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> {
                    var transfer = someTransfer();
                    journal.write(
                            List.of(new Line(transfer, 8, nobody, 5), new Line(transfer, 9, accountOf(anna), -5)),
                            Instant.parse("2026-11-21T12:00:00Z"));
                })
                .withMessageContaining("does not exist");
    }

    @Test
    void theDatabaseRefusesPostingsInAnotherUnitThanTheAccounts() {
        post(reward(anna, 50));
        var wrong = new Account(accountOf(anna).id(), anna, Unit.CREDIT, 0, 0, 0);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> {
                    var transfer = someTransfer();
                    journal.write(
                            List.of(new Line(transfer, 8, wrong, 5), new Line(transfer, 9, wrong, -5)),
                            Instant.parse("2026-11-21T12:00:00Z"));
                })
                .withMessageContaining("does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE postings SET amount = amount + 1",
                "DELETE FROM postings",
                "TRUNCATE postings",
                "DELETE FROM postings_default",
                "UPDATE transfers SET reason = 'another'",
                "DELETE FROM transfers",
                "TRUNCATE transfers",
                "DELETE FROM accounts"
            })
    void theServicesOwnLoginCannotChangeHistory(String statement) throws SQLException {
        try (Connection billing = TestPostgres.connectAs("billing_app");
                var attempt = billing.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> attempt.execute(statement))
                    .withMessageContaining("permission denied");
        }
    }

    @Test
    void noMonthOfPostingsCanBeReachedAroundTheWholeTable() throws SQLException {
        post(reward(anna, 50));
        var month = jdbc.sql("SELECT tableoid::regclass::text FROM postings LIMIT 1")
                .query(String.class)
                .single();

        assertThat(month).matches("postings_\\d{4}_\\d{2}");
        try (Connection billing = TestPostgres.connectAs("billing_app");
                var attempt = billing.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> attempt.execute("DELETE FROM " + month))
                    .withMessageContaining("permission denied");
        }
    }

    private void post(Transfer... transfers) {
        transaction.executeWithoutResult(status -> ledger.post(List.of(transfers)));
    }

    private Account accountOf(Owner owner) {
        return jdbc.sql("SELECT account_id FROM accounts WHERE owner = ? AND unit = 'GC'")
                .param(owner.name())
                .query((row, number) -> new Account(row.getObject(1, UUID.class), owner, Unit.GC, 0, 0, 0))
                .single();
    }

    private UUID someTransfer() {
        return jdbc.sql("SELECT transfer_id FROM transfers LIMIT 1")
                .query(UUID.class)
                .single();
    }

    private static Transfer reward(Owner to, long amount) {
        return Transfer.between(
                Owner.ADS,
                to,
                Unit.GC,
                amount,
                TransferKind.AD_REWARD,
                UUID.randomUUID().toString(),
                "reward");
    }

    private static Owner somePlayer() {
        return Owner.player(Long.toString(
                ThreadLocalRandom.current().nextLong(100_000_000_000_000_000L, 999_999_999_999_999_999L)));
    }

    private static void inParallel(int times, IntConsumer work) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = IntStream.range(0, times)
                    .mapToObj(number -> executor.submit(() -> work.accept(number)))
                    .toList();
            futures.forEach(future -> assertThat(future).succeedsWithin(Duration.ofSeconds(20)));
        }
    }
}
