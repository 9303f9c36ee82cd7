package gg.agis.billing.hold;

import static gg.agis.billing.hold.AskFixture.aServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.hold.ModelTreasury.Step;
import gg.agis.billing.ledger.Balance;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.BillingEvent.Charged;
import gg.agis.common.event.BillingEvent.FundsHeld;
import gg.agis.common.event.BillingEvent.HoldPosted;
import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.RecordedEvents.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Requests and answers over Kafka, with the database behind them. */
@BillingServiceTest
class RequestListenerTest {

    private static final String[] ASKS = {
        "provisioning.hold-requested.v1",
        "provisioning.hold-settled.v1",
        "provisioning.charge-requested.v1",
        "provisioning.refund-due.v1"
    };

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final AskFixture server = aServer().withoutHurry();

    @Test
    void aServerIsHeldForPaidAndRefunded(RecordedEvents kafka) {
        give(server, 100);
        var renewal = server.to("renew:2026-11-21T13:00:00Z").costing(20);

        BillingDriver.send(server.hold());
        BillingDriver.send(server.use(50));
        BillingDriver.send(renewal.charge());
        BillingDriver.send(renewal.refund(15, "ended"));
        BillingDriver.send(renewal.refund(15, "ended"));
        BillingDriver.send(server.to("start").hold());

        kafka.ignoring(ASKS)
                .expects(
                        "billing.balance-changed.v1",
                        "billing.funds-held.v1",
                        "billing.balance-changed.v1",
                        "billing.hold-posted.v1",
                        "billing.balance-changed.v1",
                        "billing.charged.v1",
                        "billing.balance-changed.v1",
                        "billing.balance-changed.v1",
                        "billing.hold-posted.v1")
                .andNothingElse();
        assertThat(answers(kafka))
                .containsEntry(
                        server.requestId(),
                        json(List.of(
                                new FundsHeld(server.requestId(), server.owner().name(), 80, server.expiresAt()),
                                new HoldPosted(server.requestId(), 50, 30),
                                new HoldPosted(server.requestId(), 50, 30))))
                .containsEntry(renewal.requestId(), json(List.of(new Charged(renewal.requestId(), 20))));
        assertThatTreasuryHas(server, 45, 0);
        assertThatBooksAgree(server);
    }

    @Test
    void whatIsMissingIsToldAndNothingMoves(RecordedEvents kafka) {
        var extension = server.to("extend:1");
        BillingDriver.send(server.hold());
        BillingDriver.send(extension.charge());

        kafka.ignoring(ASKS)
                .expects("billing.funds-refused.v1", "billing.charge-refused.v1")
                .andNothingElse();
        assertThat(kafka.ofType("billing.funds-refused.v1").getFirst().json()).contains("\"missing\":80");
        assertThat(kafka.ofType("billing.charge-refused.v1").getFirst().json()).contains("\"missing\":80");
        assertThat(rows(server)).isZero();
    }

    @Test
    void aHoldWhoseTimeIsOverIsRefused(RecordedEvents kafka) {
        give(server, 100);
        BillingDriver.send(server.until(AskFixture.NOON.minusSeconds(86_400)).hold());

        kafka.ignoring(ASKS)
                .expects("billing.balance-changed.v1", "billing.funds-refused.v1")
                .andNothingElse();
        assertThat(kafka.ofType("billing.funds-refused.v1").getFirst().json()).contains("\"missing\":0");
        assertThat(rows(server)).isZero();
    }

    @Test
    void theSameRequestWithOtherContentIsADeadLetterAndLaterAsksWait(RecordedEvents kafka) {
        give(server, 200);
        BillingDriver.send(server.hold());
        BillingDriver.send(server.costing(81).hold());
        BillingDriver.send(server.use(80));

        awaitLetters(server, "waiting", "parked");
        kafka.ignoring(ASKS)
                .expects("billing.balance-changed.v1", "billing.balance-changed.v1", "billing.funds-held.v1")
                .expects("billing.dead-letter.v1")
                .andNothingElse();
        assertThatTreasuryHas(server, 200, 80);
    }

    @Test
    void aRefundAboveWhatWasChargedIsADeadLetter(RecordedEvents kafka) {
        give(server, 100);
        var renewal = server.to("renew:2026-11-21T13:00:00Z");
        BillingDriver.send(renewal.charge());
        BillingDriver.send(renewal.refund(50, "outage"));
        BillingDriver.send(renewal.refund(31, "ended"));

        awaitLetters(server, "waiting");
        kafka.ignoring(ASKS)
                .expects("billing.balance-changed.v1", "billing.balance-changed.v1", "billing.balance-changed.v1")
                .expects("billing.charged.v1", "billing.dead-letter.v1")
                .andNothingElse();
        assertThatTreasuryHas(server, 70, 0);
        assertThatBooksAgree(server);
    }

    @Test
    void aRefundOfWhatNobodyAskedForIsADeadLetter() {
        BillingDriver.send(server.refund(1, "ended"));

        awaitLetters(server, "waiting");
    }

    @Test
    void aPoisonousNeighbourInABatchHarmsNobody() {
        var others = new ArrayList<AskFixture>();
        for (int i = 0; i < 20; i++) {
            others.add(aServer().withoutHurry());
        }
        others.forEach(other -> give(other, 100));

        others.forEach(other -> BillingDriver.send(other.hold()));
        BillingDriver.send(server.costing(-1).hold());
        others.forEach(other -> BillingDriver.send(other.use(50)));

        awaitLetters(server, "waiting");
        await().untilAsserted(() -> others.forEach(other -> assertThatTreasuryHas(other, 50, 0)));
        others.forEach(this::assertThatBooksAgree);
    }

    @Test
    void manyOrdersComeOutAsTheModel(RecordedEvents kafka) {
        var random = new Random(20_261_121);
        var scenarios = new ArrayList<Scenario>();
        for (int i = 0; i < 30; i++) {
            var order = new ArrayList<>(List.of(
                    Step.HOLD, Step.HOLD, Step.USE, Step.RELEASE, Step.EXPIRY, Step.CHARGEBACK, Step.CONTRIBUTION));
            // Settled before it is asked for there is little to see: half of the orders begin with the hold.
            Collections.shuffle(i % 2 == 0 ? order : order.subList(1, order.size()), random);
            var guilds = aServer().withoutHurry();
            give(guilds, ModelTreasury.AT_FIRST);
            scenarios.add(new Scenario(guilds, order, new ModelTreasury(guilds)));
        }

        // All side by side, one step of each at a time: what a step answers is awaited before the next.
        for (int i = 0; i < 7; i++) {
            int step = i;
            scenarios.forEach(one -> take(one.server(), one.order().get(step), one.model()));
            await().untilAsserted(() -> {
                var answers = answers(kafka);
                scenarios.forEach(
                        one -> assertThat(answers.getOrDefault(one.server().requestId(), List.of()))
                                .as("%s", one.order())
                                .isEqualTo(json(one.model().answers())));
            });
        }

        kafka.ignoring(ASKS).expects(typesOf(scenarios)).andNothingElse();
        scenarios.forEach(one -> {
            assertThatTreasuryHas(
                    one.server(), one.model().balance(), one.model().held());
            assertThatBooksAgree(one.server());
        });
    }

    private record Scenario(AskFixture server, List<Step> order, ModelTreasury model) {}

    /** An ask comes twice, in two deliveries; the first of them twice over. */
    private void take(AskFixture server, Step step, ModelTreasury model) {
        var inTime = model.isLate() ? server.until(AskFixture.NOON.minusSeconds(1)) : server;
        switch (step) {
            case HOLD -> send(inTime.hold(), step, model);
            case USE -> send(inTime.use(ModelTreasury.USED), step, model);
            case RELEASE -> send(inTime.release(), step, model);
            case EXPIRY, LATE -> {
                RequestRows.makeDue(List.of(server.requestId()));
                model.take(Step.EXPIRY);
            }
            case CHARGEBACK -> {
                post(server.owner(), Owner.OPERATORS, ModelTreasury.CHARGED_BACK, TransferKind.REVERSAL);
                model.take(step);
            }
            case CONTRIBUTION -> {
                give(server, ModelTreasury.CONTRIBUTED);
                model.take(step);
            }
        }
    }

    private static void send(Ask ask, Step step, ModelTreasury model) {
        var delivery = UUID.randomUUID();
        BillingDriver.send(delivery, ask);
        BillingDriver.send(delivery, ask);
        BillingDriver.send(ask);
        model.take(step);
        model.take(step);
    }

    private static String[] typesOf(List<Scenario> scenarios) {
        var types = new ArrayList<String>();
        scenarios.forEach(one -> {
            // What it began with came as a grant.
            types.addAll(Collections.nCopies(1 + one.model().changes(), "billing.balance-changed.v1"));
            one.model()
                    .answers()
                    .forEach(answer -> types.add(Contracts.of(answer).type()));
        });
        return types.toArray(String[]::new);
    }

    private static Map<UUID, List<String>> answers(RecordedEvents kafka) {
        return kafka.all().stream()
                .filter(event -> event.topic().equals("billing.requests"))
                .collect(groupingBy(event -> UUID.fromString(event.key()), mapping(Recorded::json, toList())));
    }

    private static List<String> json(List<Answer> answers) {
        return answers.stream().map(RequestListenerTest::json).toList();
    }

    private static String json(Event event) {
        return new String(EventJson.write(event), UTF_8);
    }

    private void give(AskFixture server, long amount) {
        post(Owner.OPERATORS, server.owner(), amount, TransferKind.GRANT);
    }

    private void post(Owner from, Owner to, long amount, TransferKind kind) {
        transaction.executeWithoutResult(status -> ledger.post(
                Transfer.ofGc(from, to, amount, kind, UUID.randomUUID().toString(), "test")));
    }

    private void assertThatTreasuryHas(AskFixture server, long balance, long held) {
        assertThat(ledger.balanceOf(server.account())).isEqualTo(new Balance(balance, held));
    }

    /** The balance is its postings' sum, and what is held the sum of live holds. */
    private void assertThatBooksAgree(AskFixture server) {
        assertThat(jdbc.sql("""
                        SELECT coalesce((SELECT sum(amount) FROM postings p WHERE p.account_id = a.account_id), 0),
                               coalesce((SELECT sum(amount) FROM requests r
                                          WHERE r.account_id = a.account_id AND state = 'HELD'), 0)
                          FROM accounts a WHERE owner = ?
                        """)
                        .param(server.owner().name())
                        .query((row, number) -> new Balance(row.getLong(1), row.getLong(2)))
                        .single())
                .isEqualTo(ledger.balanceOf(server.account()));
    }

    private long rows(AskFixture server) {
        return jdbc.sql("SELECT count(*) FROM requests WHERE request_id = ?")
                .param(server.requestId())
                .query(Long.class)
                .single();
    }

    private void awaitLetters(AskFixture server, String... states) {
        await().untilAsserted(() -> assertThat(jdbc.sql("SELECT state FROM dead_letters WHERE key = ? ORDER BY id")
                        .param(server.serverId().toString())
                        .query(String.class)
                        .list())
                .containsExactly(states));
    }
}
