package gg.agis.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Posted.Done;
import gg.agis.billing.ledger.Posted.Lacking;
import gg.agis.billing.ledger.Posted.Repeated;
import gg.agis.sandbox.junit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLState;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Thirty-two at once over four accounts, all serializable, and somebody beside them who locks the same rows the other way
 * round: the database ends many of them, each is tried again, and in the end nothing is lost or doubled.
 */
@BillingServiceTest
class ConcurrentHistoriesTest {

    private static final int THREADS = 32;
    private static final int TRANSFERS_OF_EACH = 8;
    private static final int DEADLOCKS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final List<Owner> owners = IntStream.range(0, 4)
            .mapToObj(number -> Owner.player(BillingDriver.someSnowflake()))
            .toList();
    private final Queue<Transfer> done = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();

    static Stream<Long> seeds() {
        return ThreadLocalRandom.current().longs(1).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noneIsLostAndNoneIsDoubled(long seed) throws SQLException {
        owners.forEach(owner -> inOwnTransaction(reward(owner, 200)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var troublemaker = threads.submit(this::lockTheOtherWayRound);
            var workers = IntStream.range(0, THREADS)
                    .mapToObj(number -> threads.submit(() -> work(new Random(seed + number))))
                    .toList();
            workers.forEach(worker -> assertThat(worker).succeedsWithin(PATIENCE));
            assertThat(troublemaker).succeedsWithin(PATIENCE);
        }

        assertThat(ended).as("transactions that the database ended").hasPositiveValue();
        var model = new ModelLedger();
        assertThat(done).allMatch(transfer -> model.post(transfer, false));
        for (var owner : owners) {
            assertThat(ledger.balanceOf(AccountKey.gc(owner))).isEqualTo(model.balanceOf(owner));
            assertThat(postingsOf(owner)).isEqualTo(model.balanceOf(owner).balance());
            assertThat(model.balanceOf(owner).balance()).isNotNegative();
        }
    }

    private void work(Random random) {
        var mine = new ArrayList<Transfer>();
        for (int number = 0; number < TRANSFERS_OF_EACH; number++) {
            boolean again = !mine.isEmpty() && random.nextInt(4) == 0;
            var transfer = again ? mine.get(random.nextInt(mine.size())) : someTransfer(random);
            switch (inOwnTransaction(transfer)) {
                case Done _ -> mine.add(transfer);
                case Repeated _ -> assertThat(again).isTrue();
                case Lacking lacking -> assertThat(lacking.missing()).isPositive();
                default -> throw new AssertionError(transfer);
            }
        }
    }

    private Transfer someTransfer(Random random) {
        int from = random.nextInt(4);
        int to = (from + 1 + random.nextInt(3)) % 4;
        long amount = random.nextLong(1, 150);
        return random.nextInt(3) == 0
                ? reward(owners.get(to), amount)
                : Transfer.ofGc(
                        owners.get(from),
                        owners.get(to),
                        amount,
                        TransferKind.CONTRIBUTION,
                        UUID.randomUUID().toString(),
                        "gift");
    }

    private Posted inOwnTransaction(Transfer transfer) {
        var serializable = new TransactionTemplate(transactions);
        serializable.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        var retry = new RetryTemplate(RetryPolicy.builder()
                // With so many at once some find no connection free in time.
                .includes(ConcurrencyFailureException.class, CannotCreateTransactionException.class)
                .maxRetries(1_000)
                .delay(Duration.ofMillis(2))
                .jitter(Duration.ofMillis(2))
                .build());
        try {
            var posted = retry.execute(() -> {
                try {
                    return serializable.execute(status -> ledger.post(transfer));
                } catch (ConcurrencyFailureException e) {
                    ended.incrementAndGet();
                    throw e;
                }
            });
            if (posted instanceof Done) {
                done.add(transfer);
            }
            return Objects.requireNonNull(posted);
        } catch (RetryException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Is patient for longer than the others are, so that the database mostly ends one of them; but not for ever, because
     * each of them looks for a deadlock only once, and one that comes about later is for this one to find.
     */
    private @Nullable Void lockTheOtherWayRound() throws SQLException {
        try (var other = TestPostgres.superuser();
                var statement = other.createStatement()) {
            statement.execute("SET search_path = billing");
            statement.execute("SET deadlock_timeout = '2s'");
            other.setAutoCommit(false);
            for (int round = 0; round < DEADLOCKS; round++) {
                lockAll(other, statement);
            }
            return null;
        }
    }

    private void lockAll(Connection connection, Statement statement) throws SQLException {
        try {
            for (var owner : owners.reversed()) {
                statement.execute("SELECT FROM accounts WHERE owner = '%s' FOR UPDATE".formatted(owner));
            }
            connection.commit();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo(PSQLState.DEADLOCK_DETECTED.getState());
            connection.rollback();
        }
    }

    private long postingsOf(Owner owner) {
        return jdbc.sql(
                        "SELECT coalesce(sum(amount), 0) FROM postings JOIN accounts USING (account_id) WHERE owner = ?")
                .param(owner.name())
                .query(Long.class)
                .single();
    }

    private static Transfer reward(Owner to, long amount) {
        return Transfer.ofGc(
                Owner.ADS, to, amount, TransferKind.AD_REWARD, UUID.randomUUID().toString(), "reward");
    }
}
