package gg.agis.common.inbox;

import static gg.agis.common.inbox.ArrivalFixtures.again;
import static gg.agis.common.inbox.ArrivalFixtures.consent;
import static gg.agis.common.inbox.ArrivalFixtures.saying;
import static gg.agis.common.inbox.ArrivalFixtures.with;
import static gg.agis.common.inbox.ArrivalFixtures.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.common.inbox.DeadLetter.State;
import gg.agis.common.inbox.EventListener.OnPoison;
import gg.agis.common.schema.TestSchema;
import gg.agis.sandbox.junit.WithPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

@WithPostgres(schema = "usage")
class ConsumptionTest {

    private final TestSchema schema = TestSchema.of("usage");
    private final List<String> notices = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final InboxTable inbox = new InboxTable(schema.jdbc());
    private final DeadLetterTable letters = new DeadLetterTable(
            JdbcClient.create(schema.jdbc()), (topic, key, type, payload) -> notices.add(topic + " " + key), "usage");
    private final Notebook passing = new Notebook(schema.jdbc(), "test.passing", OnPoison.PASS);
    private final Notebook waiting = new Notebook(schema.jdbc(), "test.waiting", OnPoison.WAIT);
    private final Consumption passingConsumer = consumer(passing);
    private final Consumption waitingConsumer = consumer(waiting);
    private final DeadLetters deadLetters = new DeadLetters(
            letters,
            schema.transaction(),
            Map.of(passing.name(), passingConsumer, waiting.name(), waitingConsumer),
            new ReceivedTrace(null));

    @BeforeEach
    void clear() {
        schema.asOwner(Notebook.TABLE);
        schema.clear("inbox", "dead_letters", "notebook");
    }

    @Test
    void theSameDeliveryTwiceIsAppliedOnce() {
        Arrival first = consent("p", "1");
        Arrival second = consent("p", "2");

        passingConsumer.receive(List.of(first, again(first), second));
        passingConsumer.receive(List.of(again(second), again(first)));

        assertThat(passing.pages()).containsExactly("p 1", "p 2");
        assertThat(counter("agis.inbox.handled", passing)).isEqualTo(2);
        assertThat(counter("agis.inbox.duplicates", passing)).isEqualTo(3);
    }

    @Test
    void everyConsumerHasAnInboxOfItsOwn() {
        Arrival fact = consent("p", "1");
        passingConsumer.receive(List.of(fact));
        waitingConsumer.receive(List.of(fact));

        assertThat(passing.pages()).hasSize(1);
        assertThat(waiting.pages()).hasSize(1);
    }

    @Test
    void aPoisonedFactIsPassedWhereKeysPass() {
        passing.failAt("2");
        passingConsumer.receive(List.of(consent("p", "1"), consent("p", "2"), consent("p", "3")));

        assertThat(passing.pages()).containsExactly("p 1", "p 3");
        assertThat(deadLetters.list(null, 10)).singleElement().satisfies(letter -> {
            assertThat(letter.state()).isEqualTo(State.WAITING);
            assertThat(letter.consumer()).isEqualTo("test.passing");
            assertThat(letter.type()).isEqualTo("ads.consent-changed.v1");
            assertThat(letter.reason()).contains("unbearable");
        });
        assertThat(notices).containsExactly("usage.dead-letters p");
    }

    @Test
    void aLetterThatArrivesAgainStaysOneLetter() {
        passing.failAt("2");
        Arrival poison = consent("p", "2");
        passingConsumer.receive(List.of(poison));
        passingConsumer.receive(List.of(poison));

        assertThat(deadLetters.list(null, 10)).hasSize(1);
        assertThat(notices).hasSize(1);
    }

    @Test
    void whereKeysWaitLaterFactsAreParkedAndRedrivenInOrder() {
        waiting.failAt("2");
        waitingConsumer.receive(
                List.of(consent("p", "1"), consent("p", "2"), consent("p", "3"), consent("other", "1")));
        waitingConsumer.receive(List.of(consent("p", "4"), consent("other", "9")));

        assertThat(waiting.pages()).containsExactly("p 1", "other 1", "other 9");
        List<DeadLetter> open = deadLetters.list(null, 10);
        assertThat(open).extracting(DeadLetter::state).containsExactly(State.PARKED, State.PARKED, State.WAITING);

        DeadLetter first = open.getLast();
        var stillUnbearable = deadLetters.resend(first.id(), "admin").orElseThrow();
        assertThat(stillUnbearable.applied()).isZero();
        assertThat(stillUnbearable.problem()).contains("unbearable");

        waiting.recover();
        assertThat(deadLetters.resend(first.id(), "admin")).contains(new DeadLetters.Resend(3, null));
        assertThat(waiting.pages()).containsExactly("p 1", "other 1", "other 9", "p 2", "p 3", "p 4");
        assertThat(deadLetters.list(null, 10)).allSatisfy(letter -> {
            assertThat(letter.state()).isEqualTo(State.RESENT);
            assertThat(letter.resolvedBy()).isEqualTo("admin");
        });
        assertThat(deadLetters.resend(first.id(), "admin")).contains(new DeadLetters.Resend(0, null));

        waitingConsumer.receive(List.of(consent("p", "5")));
        assertThat(waiting.pages()).last().isEqualTo("p 5");
    }

    @Test
    void resendingOneThatIsParkedBeginsWithTheFirstOfItsKey() {
        waiting.failAt("1");
        waitingConsumer.receive(List.of(consent("p", "1"), consent("p", "2")));
        waiting.recover();

        deadLetters.resend(deadLetters.list(null, 1).getFirst().id(), "admin");

        assertThat(waiting.pages()).containsExactly("p 1", "p 2");
    }

    @Test
    void theResendEndsAtTheFirstThatFails() {
        waiting.failAt("1");
        waiting.failAt("3");
        waitingConsumer.receive(List.of(consent("p", "1"), consent("p", "2"), consent("p", "3"), consent("p", "4")));
        waiting.recover();
        waiting.failAt("3");

        var resend = deadLetters
                .resend(deadLetters.list(null, 10).getLast().id(), "admin")
                .orElseThrow();

        assertThat(resend.applied()).isEqualTo(2);
        assertThat(resend.problem()).contains("unbearable");
        assertThat(waiting.pages()).containsExactly("p 1", "p 2");
    }

    @Test
    void aFactThatArrivesDuringTheResendComesAfterIt() throws Exception {
        waiting.failAt("1");
        waitingConsumer.receive(List.of(consent("p", "1")));
        waiting.recover();
        long letter = deadLetters.list(null, 1).getFirst().id();

        CompletableFuture<Void> arriving = new CompletableFuture<>();
        schema.transaction().executeWithoutResult(status -> {
            letters.lock("test.waiting", List.of("p"));
            Thread.ofVirtual().start(() -> {
                waitingConsumer.receive(List.of(consent("p", "2")));
                arriving.complete(null);
            });
            deadLetters.resend(letter, "admin");
            assertThat(arriving).isNotDone();
        });

        arriving.get();
        assertThat(waiting.pages()).containsExactly("p 1", "p 2");
        assertThat(deadLetters.list(null, 10)).extracting(DeadLetter::state).containsExactly(State.RESENT);
    }

    @Test
    void whatCannotBeReadIsALetterAndNoReasonToStop() {
        Arrival fact = consent("p", "0");
        passingConsumer.receive(List.of(
                without(fact, "ce_type"),
                without(consent("p", "0"), "ce_id"),
                with(consent("p", "0"), "ce_time", "yesterday"),
                with(consent("p", "0"), "ce_id", "seven"),
                with(consent("p", "0"), "ce_time", "+100000-01-01T00:00:00Z"),
                saying(consent("p", "0"), "{\"playerId\":"),
                saying(consent("p", "0"), "nul \0 and so on"),
                consent("p", "1")));

        assertThat(passing.pages()).containsExactly("p 1");
        assertThat(deadLetters.list(null, 20)).hasSize(7);
        long id = deadLetters.list(null, 20).getLast().id();
        assertThat(deadLetters.resend(id, "admin").orElseThrow().problem()).contains("ce_type");
    }

    @Test
    void whatIsOfNoConcernIsPassedOver() {
        Arrival fact = consent("p", "1");
        Arrival tombstone = new Arrival(fact.topic(), 0, fact.offset(), "p", Map.of(), null);
        passingConsumer.receive(List.of(with(consent("p", "1"), "ce_type", "ads.invented-later.v9"), tombstone));

        assertThat(passing.pages()).isEmpty();
        assertThat(deadLetters.list(null, 10)).isEmpty();
    }

    @Test
    void troubleThatPassesIsThrownAndNothingBecomesALetter() {
        passing.failAt("2");
        for (RuntimeException trouble : List.of(
                new DataAccessResourceFailureException("away"),
                new CannotAcquireLockException("deadlock"),
                new IllegalStateException("wrapped", new SQLException("shutting down", "57P01")),
                new UncategorizedSQLException("task", "sql", new SQLException("disk full", "53100")))) {
            passing.failWith(trouble);
            assertThatThrownBy(() -> passingConsumer.receive(List.of(consent("p", "1"), consent("p", "2"))))
                    .isSameAs(trouble);
        }
        assertThat(passing.pages()).isEmpty();
        assertThat(deadLetters.list(null, 10)).isEmpty();
    }

    @Test
    void aBugIsNoTroubleThatPasses() {
        assertThat(Trouble.passes(new DataIntegrityViolationException("twice", new SQLException("twice", "23505"))))
                .isFalse();
        assertThat(Trouble.passes(new NullPointerException())).isFalse();
        assertThat(Trouble.passes(new IllegalStateException(new SQLException("odd", (String) null))))
                .isFalse();
    }

    @Test
    void aLetterOfAListenerThatIsGoneSaysSoAndAnUnknownOneIsNone() {
        consumer(new Notebook(schema.jdbc(), "test.gone", OnPoison.PASS))
                .receive(List.of(without(consent("p", "1"), "ce_type")));

        long id = deadLetters.list(null, 1).getFirst().id();
        assertThat(deadLetters.resend(id, "admin").orElseThrow().problem()).contains("test.gone");
        assertThat(deadLetters.resend(-1, "admin")).isEmpty();
    }

    @Test
    void lettersAreListedInPagesNewestFirst() {
        passing.failAt("x");
        for (int n = 0; n < 5; n++) {
            passingConsumer.receive(List.of(consent("p" + n, "x")));
        }
        List<DeadLetter> page = deadLetters.list(null, 2);
        assertThat(page).extracting(DeadLetter::key).containsExactly("p4", "p3");
        assertThat(deadLetters.list(page.getLast().id(), 10))
                .extracting(DeadLetter::key)
                .containsExactly("p2", "p1", "p0");

        InboxUpkeep upkeep = new InboxUpkeep(inbox, letters, List.of(passingConsumer, waitingConsumer));
        upkeep.count();
        assertThat(metrics.get("agis.dead.letters")
                        .tag("consumer", "test.passing")
                        .gauge()
                        .value())
                .isEqualTo(5);
    }

    @Test
    void aDeadLettersPayloadIsNotListed() {
        passingConsumer.receive(List.of(saying(consent("p", UUID.randomUUID().toString()), "{\"secret\":1}")));

        assertThat(deadLetters.list(null, 1).toString()).doesNotContain("secret");
    }

    private Consumption consumer(Notebook listener) {
        return new Consumption(
                listener, inbox, letters, schema.transaction(), new InboxMeters(metrics, listener.name()), 3);
    }

    private double counter(String name, EventListener listener) {
        return metrics.get(name).tag("consumer", listener.name()).counter().count();
    }
}
