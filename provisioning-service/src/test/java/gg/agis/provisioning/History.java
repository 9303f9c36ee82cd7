package gg.agis.provisioning;

import static org.awaitility.Awaitility.await;

import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.BillingEvent.BalanceChanged;
import gg.agis.common.event.Event;
import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import gg.agis.common.round.Round;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import gg.agis.sandbox.junit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Servers' lives, played step by step through the real decisions and the real database, with time that a test moves. What
 * is asked of billing waits until the test has it answered.
 */
public final class History implements AutoCloseable {

    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final AtomicLong SEQUENCE = new AtomicLong();

    public final ModelBilling billing = new ModelBilling();
    public final ModelCluster cluster = TestWorld.MODEL;
    public final ModelJobs jobs = TestWorld.JOBS;
    public final MovedClock clock;

    private final ApplicationContext context;
    private final List<Round> rounds;
    private final List<EventListener> listeners;
    private final Deque<Ask> asked = new ArrayDeque<>();
    private final List<Event> facts = new ArrayList<>();

    public History(ApplicationContext context) {
        this.context = context;
        this.rounds = List.copyOf(context.getBeansOfType(Round.class).values());
        this.listeners = List.copyOf(context.getBeansOfType(EventListener.class).values());
        this.clock = context.getBean(MovedClock.class);
        standStill(context);
        forgetAll();
        cluster.reset();
        jobs.reset();
        TestWorld.modelled(true);
        TestWorld.takeStated();
        clock.stopAt(NOON);
    }

    @Override
    public void close() {
        Faults.stop();
        forgetAll();
        TestWorld.modelled(false);
        clock.run();
    }

    /** Nobody makes rounds any more but the test. */
    public static void standStill(ApplicationContext context) {
        context.getBean("rounds", Lifecycle.class).stop();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(TestWorld::isQuiet);
    }

    private static void forgetAll() {
        try (var connection = TestPostgres.superuser();
                var statement = connection.createStatement()) {
            statement.execute("TRUNCATE provisioning.servers, provisioning.treasuries, provisioning.sla_days CASCADE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everybody who is due is looked at, until nobody is. */
    public History look() {
        round("servers");
        collect();
        return this;
    }

    public History sweep() {
        round("orphans");
        collect();
        return this;
    }

    public void round(String name) {
        rounds.stream().filter(round -> round.name().equals(name)).forEach(Round::make);
    }

    /** What was asked so far is answered. */
    public History answer() {
        collect();
        while (!asked.isEmpty()) {
            answerNext();
        }
        return this;
    }

    /** The oldest question alone. */
    public void answerNext() {
        collect();
        // Whoever is killed while hearing it hears it again.
        billing.answer(asked.getFirst()).ifPresent(this::hear);
        asked.removeFirst();
        collect();
    }

    public List<Ask> open() {
        collect();
        return List.copyOf(asked);
    }

    /** Looks and answers until nothing moves any more at this moment. */
    public History settle() {
        for (int round = 0; round < 12; round++) {
            look();
            if (asked.isEmpty() && round > 2) {
                return this;
            }
            answer();
        }
        return this;
    }

    public History after(Duration time) {
        clock.moveOn(time);
        return settle();
    }

    public void hear(Answer answer) {
        hear("provisioning.answers", answer);
    }

    /** As the ledger tells it. */
    public void contribute(String guild, long amount) {
        billing.give(guild, amount);
        ledger(guild, "contribution", amount, UUID.randomUUID());
    }

    public void ledger(String guild, String kind, long amount, UUID cause) {
        hear(
                "provisioning.treasuries",
                new BalanceChanged(
                        UUID.randomUUID(),
                        "guild:" + guild,
                        "GC",
                        kind,
                        amount,
                        billing.availableTo(guild),
                        billing.heldOf(guild),
                        kind,
                        cause.toString(),
                        SEQUENCE.incrementAndGet()));
    }

    private void hear(String listener, Event event) {
        var heard = listeners.stream()
                .filter(candidate -> candidate.name().equals(listener))
                .findFirst()
                .orElseThrow();
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(status ->
                        heard.handle(List.of(new Delivery(UUID.randomUUID(), clock.instant(), event.key(), event))));
    }

    /** What was told so far, without what was asked of billing. */
    public List<Event> facts() {
        collect();
        return List.copyOf(facts);
    }

    public <T extends Event> List<T> facts(Class<T> type) {
        return facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public Server server(UUID id) {
        return context.getBean(Servers.class).find(id).orElseThrow();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private void collect() {
        for (var event : TestWorld.takeStated()) {
            if (event instanceof Ask ask) {
                asked.addLast(ask);
            } else {
                facts.add(event);
            }
        }
    }
}
