package gg.agis.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Books.Line;
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
import org.assertj.core.api.ThrowableAssertAlternative;
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

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

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

        assertThat(ledger.balanceOf(AccountKey.gc(anna))).isEqualTo(new Balance(80, 0));
        assertThat(ledger.balanceOf(AccountKey.gc(bert))).isEqualTo(new Balance(7, 0));
    }

    @Test
    void anOwnerWithoutAnAccountHasNothing() {
        assertThat(ledger.balanceOf(AccountKey.gc(anna))).isEqualTo(Balance.NOTHING);
    }

    @Test
    void theSameTransferIsPostedOnceInABatchAndEverAfter() {
        var reward = reward(anna, 50);

        post(reward, reward);
        post(reward);

        assertThat(ledger.balanceOf(AccountKey.gc(anna))).isEqualTo(new Balance(50, 0));
    }

    @Test
    void ofTwentyWhoPostTheSameTransferAtOnceOneDoes() {
        var reward = reward(anna, 50);

        inParallel(20, number -> post(reward));

        assertThat(ledger.balanceOf(AccountKey.gc(anna))).isEqualTo(new Balance(50, 0));
    }

    @Test
    void parallelBatchesOverTheSameAccountsLoseNothing() {
        post(reward(anna, 1), reward(bert, 1));

        inParallel(40, number -> {
            var first = number % 2 == 0 ? anna : bert;
            var second = number % 2 == 0 ? bert : anna;
            post(reward(first, 5), reward(second, 5));
        });

        assertThat(ledger.balanceOf(AccountKey.gc(anna))).isEqualTo(new Balance(201, 0));
        assertThat(ledger.balanceOf(AccountKey.gc(bert))).isEqualTo(new Balance(201, 0));
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
                .isThrownBy(() -> ledger.post(reward(anna, 50)));
    }

    @Test
    void theDatabaseRefusesPostingsThatDoNotBalance() {
        post(reward(anna, 50));

        assertThatRefused(line(0, accountOf(anna), 5)).withMessageContaining("do not sum to zero");
    }

    @Test
    void theDatabaseRefusesPostingsOfAnUnknownAccount() {
        post(reward(anna, 50));
        var nobody = new Account(UUID.randomUUID(), AccountKey.gc(bert), 0, 0, 0);

        assertThatRefused(line(0, nobody, 5), line(1, accountOf(anna), -5)).withMessageContaining("does not exist");
    }

    @Test
    void theDatabaseRefusesPostingsInAnotherUnitThanTheAccounts() {
        post(reward(anna, 50));
        var wrong = new Account(accountOf(anna).id(), new AccountKey(anna, Unit.CREDIT), 0, 0, 0);

        assertThatRefused(line(0, wrong, 5), line(1, wrong, -5)).withMessageContaining("does not exist");
    }

    @Test
    void theDatabaseRefusesASecondReversal() {
        var reward = reward(anna, 50);
        var first = reward.reversed(TransferKind.AD_REVERSAL, "r1" + anna, "chargeback");
        var second = reward.reversed(TransferKind.REVERSAL, "r2" + anna, "by hand");
        post(reward);
        post(first);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> journal.write(
                        List.of(second),
                        List.of(
                                new Line(second, 0, accountOf(anna), -50),
                                new Line(second, 1, accountOf(Owner.ADS), 50)),
                        NOON))
                .withMessageContaining("transfer_reversed_once");
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
        transaction.executeWithoutResult(status -> {
            var books = ledger.open(List.of(transfers));
            for (var transfer : transfers) {
                books.post(transfer);
            }
            ledger.write(books);
        });
    }

    private final Transfer unsound = reward(anna, 1);

    private ThrowableAssertAlternative<DataIntegrityViolationException> assertThatRefused(Line... lines) {
        return assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> journal.write(List.of(unsound), List.of(lines), NOON));
    }

    private Line line(int number, Account account, long amount) {
        return new Line(unsound, number, account, amount);
    }

    private Account accountOf(Owner owner) {
        return jdbc.sql("SELECT account_id FROM accounts WHERE owner = ? AND unit = 'GC'")
                .param(owner.name())
                .query((row, number) -> new Account(row.getObject(1, UUID.class), AccountKey.gc(owner), 0, 0, 0))
                .single();
    }

    private static Transfer reward(Owner to, long amount) {
        return Transfer.ofGc(
                Owner.ADS, to, amount, TransferKind.AD_REWARD, UUID.randomUUID().toString(), "reward");
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
