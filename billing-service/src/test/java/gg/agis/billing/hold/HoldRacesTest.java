package gg.agis.billing.hold;

import static gg.agis.billing.hold.AskFixture.aServer;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Balance;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.RecordedEvents.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.Lifecycle;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two who decide on one request at the same time, as two replicas do; the service's own reconciler stands still. */
@BillingServiceTest
class HoldRacesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private AnswerRequests requests;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final AskFixture server = aServer().withoutHurry();
    private final ExecutorService other = Executors.newVirtualThreadPerTaskExecutor();

    @Autowired
    @Qualifier("rounds")
    private Lifecycle rounds;

    @BeforeEach
    void standStill() {
        rounds.stop();
    }

    @AfterEach
    void goOn() {
        rounds.start();
        other.close();
    }

    @Test
    void aHoldThatIsPostedWhileItFallsDueIsPosted(RecordedEvents kafka) {
        holdAndMakeDue();

        transaction.executeWithoutResult(status -> {
            requests.answer(List.of(server.use(50)));
            assertThat(elsewhere(requests::expireDue)).succeedsWithin(PATIENCE).isEqualTo(0);
        });

        assertThat(requests.expireDue()).isZero();
        assertThatTreasuryHas(50, 0);
        kafka.expects("billing.balance-changed.v1", "billing.funds-held.v1", "billing.balance-changed.v1")
                .expects("billing.balance-changed.v1", "billing.hold-posted.v1")
                .andNothingElse();
    }

    @Test
    void aHoldThatIsReleasedWhileItFallsDueIsReleased() {
        holdAndMakeDue();

        transaction.executeWithoutResult(status -> {
            requests.answer(List.of(server.release()));
            assertThat(elsewhere(requests::expireDue)).succeedsWithin(PATIENCE).isEqualTo(0);
        });

        assertThat(state()).isEqualTo("VOIDED");
        assertThatTreasuryHas(100, 0);
    }

    @Test
    void aHoldThatExpiresWhileItIsUsedIsChargedAnew(RecordedEvents kafka) {
        holdAndMakeDue();

        var use = whileExpiring(server.use(50));

        assertThat(use).succeedsWithin(PATIENCE);
        assertThat(state()).isEqualTo("POSTED");
        assertThatTreasuryHas(50, 0);
        // Granted, held, given back, charged.
        kafka.expects("billing.balance-changed.v1", "billing.balance-changed.v1", "billing.balance-changed.v1")
                .expects("billing.funds-held.v1", "billing.balance-changed.v1")
                .expects("billing.hold-voided.v1", "billing.hold-posted.v1")
                .andNothingElse();
        assertThat(kafka.all().stream()
                        .filter(event -> event.key().equals(server.requestId().toString()))
                        .map(Recorded::type))
                .containsExactly("billing.funds-held.v1", "billing.hold-voided.v1", "billing.hold-posted.v1");
    }

    @Test
    void aHoldThatExpiresWhileItIsReleasedHasExpired() {
        holdAndMakeDue();

        assertThat(whileExpiring(server.release())).succeedsWithin(PATIENCE);

        assertThat(state()).isEqualTo("EXPIRED");
        assertThatTreasuryHas(100, 0);
    }

    @Test
    void ofSeveralWhoExpireAtOnceEachHoldIsGivenBackByOne(RecordedEvents kafka) {
        var asks = new ArrayList<Ask>();
        for (int guild = 0; guild < 5; guild++) {
            var one = aServer().withoutHurry().costing(1);
            give(one, 100);
            IntStream.range(0, 90)
                    .forEach(n -> asks.add(one.under(UUID.randomUUID()).hold()));
        }
        answer(asks);
        RequestRows.makeDue(asks.stream().map(Ask::requestId).toList());

        var expired = Stream.generate(() -> elsewhere(this::expireAll)).limit(3).toList();

        assertThat(expired.stream().mapToInt(HoldRacesTest::get).sum()).isEqualTo(asks.size());
        await().untilAsserted(() -> assertThat(
                        kafka.ofType("billing.hold-voided.v1").stream().map(event -> UUID.fromString(event.key())))
                .containsExactlyInAnyOrderElementsOf(
                        asks.stream().map(Ask::requestId).toList()));
        assertThat(asks)
                .allSatisfy(ask -> assertThat(
                                ledger.balanceOf(server.of(ask.guildId()).account()))
                        .isEqualTo(new Balance(100, 0)));
    }

    @Test
    void aRequestThatTwoMakeAtOnceIsMadeOnce() {
        give(server, 200);

        var second = transaction.execute(status -> {
            requests.answer(List.of(server.hold()));
            var waiting = elsewhere(() -> {
                answer(List.of(server.hold()));
                return 0;
            });
            awaitSomeoneWaits();
            return waiting;
        });

        // The one that came second tries again, and then sees it.
        assertThat(second)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(TransientDataAccessException.class);
        assertThatTreasuryHas(200, 80);
        answer(List.of(server.hold()));
        assertThatTreasuryHas(200, 80);
    }

    private void holdAndMakeDue() {
        give(server, 100);
        answer(List.of(server.hold()));
        RequestRows.makeDue(List.of(server.requestId()));
    }

    /** Asks while the expiry is decided and not committed yet. */
    private Future<Integer> whileExpiring(Ask ask) {
        var asked = transaction.execute(status -> {
            assertThat(requests.expireDue()).isEqualTo(1);
            var waiting = elsewhere(() -> {
                answer(List.of(ask));
                return 0;
            });
            awaitSomeoneWaits();
            return waiting;
        });
        return requireNonNull(asked);
    }

    private int expireAll() {
        int all = 0;
        int some;
        do {
            some = requests.expireDue();
            all += some;
        } while (some > 0);
        return all;
    }

    private void awaitSomeoneWaits() {
        await().until(() -> jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .query(Long.class)
                        .single()
                > 0);
    }

    private Future<Integer> elsewhere(Callable<Integer> work) {
        return other.submit(work);
    }

    private static int get(Future<Integer> future) {
        assertThat(future).succeedsWithin(PATIENCE);
        return future.resultNow();
    }

    private void answer(List<Ask> asks) {
        transaction.executeWithoutResult(status -> requests.answer(asks));
    }

    private void give(AskFixture to, long amount) {
        var grant = Transfer.ofGc(
                Owner.OPERATORS,
                to.owner(),
                amount,
                TransferKind.GRANT,
                UUID.randomUUID().toString(),
                "grant");
        transaction.executeWithoutResult(status -> ledger.post(grant));
    }

    private String state() {
        return jdbc.sql("SELECT state FROM requests WHERE request_id = ?")
                .param(server.requestId())
                .query(String.class)
                .single();
    }

    private void assertThatTreasuryHas(long balance, long held) {
        assertThat(ledger.balanceOf(server.account())).isEqualTo(new Balance(balance, held));
    }
}
