package gg.agis.billing.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@BillingServiceTest
class ChainTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Chain chain;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final Owner anna = Owner.player(BillingDriver.someSnowflake());

    @Test
    void everyTransferIsLinkedOnceAndTheChainHolds() {
        var transfers = IntStream.range(0, 20).mapToObj(number -> reward()).toList();
        transfers.forEach(this::post);

        awaitLinked(transfers.toArray(Transfer[]::new));
        assertThat(jdbc.sql("SELECT count(*) = max(position) FROM chain")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(chain.brokenAt()).isEmpty();
    }

    @Test
    void waitsForWhatStillRunsSoThatNothingCanComeInBefore() throws Exception {
        var slow = reward();
        var quick = reward();
        var posted = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = executor.submit(() -> transaction.executeWithoutResult(status -> {
                ledger.post(slow);
                posted.countDown();
                await(mayCommit);
            }));
            await(posted);
            post(Transfer.ofGc(Owner.ADS, someone(), 5, TransferKind.AD_REWARD, quick.cause(), "reward"));

            chain.extend();
            assertThat(linked(List.of(slow, quick))).isZero();

            mayCommit.countDown();
            assertThat(running).succeedsWithin(Duration.ofSeconds(10));
        }
        awaitLinked(slow, quick);
        assertThat(chain.brokenAt()).isEmpty();
    }

    @Test
    void manyBuildersMakeOneChain() {
        var transfers = IntStream.range(0, 50).mapToObj(number -> reward()).toList();
        transfers.forEach(this::post);

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var builders = IntStream.range(0, 8)
                    .mapToObj(number -> executor.submit(chain::extend))
                    .toList();
            builders.forEach(builder -> assertThat(builder).succeedsWithin(Duration.ofSeconds(10)));
        }

        awaitLinked(transfers.toArray(Transfer[]::new));
        assertThat(chain.brokenAt()).isEmpty();
    }

    @Test
    void anyoneMayNoteDownTheHead() {
        var reward = reward();
        post(reward);
        awaitLinked(reward);

        var answer = new BillingDriver(port).get("/api/ledger/chain", TestTokens.anonymous());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("head").asString()).matches("[0-9a-f]{64}");
        assertThat(answer.json().path("position").asLong()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE chain SET hash = hash", "DELETE FROM chain", "TRUNCATE chain"})
    void theServicesOwnLoginCannotChangeIt(String statement) throws SQLException {
        try (var billing = TestPostgres.connectAs("billing_app");
                var attempt = billing.createStatement()) {
            assertThatThrownBy(() -> attempt.execute(statement)).hasMessageContaining("permission denied");
        }
    }

    /** The service's own round builds as well, and only one may at a time. */
    private void awaitLinked(Transfer... transfers) {
        Awaitility.await().until(() -> {
            chain.extend();
            return linked(List.of(transfers)) == transfers.length;
        });
    }

    private long linked(List<Transfer> transfers) {
        return jdbc.sql("SELECT count(*) FROM chain WHERE transfer_id = ANY(:ids)")
                .param("ids", transfers.stream().map(Transfer::id).toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    private void post(Transfer transfer) {
        transaction.executeWithoutResult(status -> ledger.post(transfer));
    }

    private Transfer reward() {
        return Transfer.ofGc(
                Owner.ADS, anna, 5, TransferKind.AD_REWARD, UUID.randomUUID().toString(), "reward");
    }

    private static Owner someone() {
        return Owner.player(BillingDriver.someSnowflake());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
