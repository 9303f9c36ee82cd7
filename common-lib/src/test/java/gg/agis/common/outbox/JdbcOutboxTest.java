package gg.agis.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.common.event.AdsEvent.ConsentChanged;
import gg.agis.common.event.Event;
import gg.agis.common.schema.TestSchema;
import gg.agis.sandbox.junit.WithPostgres;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@WithPostgres(schema = "provisioning")
class JdbcOutboxTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final TestSchema schema = TestSchema.of("provisioning");
    private final CountingDataSource counting = new CountingDataSource(schema.dataSource());
    private final JdbcTemplate jdbc = new JdbcTemplate(counting);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(counting));
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final JdbcOutbox outbox = new JdbcOutbox(jdbc, () -> TRACE, wakeUps::incrementAndGet);

    @BeforeEach
    void empty() {
        schema.clear("outbox");
    }

    @Test
    void fiveHundredFactsAreOneStatement() {
        List<Event> facts =
                IntStream.range(0, 500).<Event>mapToObj(JdbcOutboxTest::consent).toList();

        transaction.executeWithoutResult(status -> outbox.publish(facts));

        assertThat(counting.executed()).singleElement().asString().startsWith("INSERT INTO outbox");
        assertThat(jdbc.queryForList("SELECT key FROM outbox ORDER BY id", String.class))
                .isEqualTo(facts.stream().map(Event::key).toList());
        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void aRowHasAllThatTheEnvelopeNeeds() {
        transaction.executeWithoutResult(status -> outbox.publish(consent(1)));

        var row = jdbc.queryForMap(
                "SELECT *, date_trunc('milliseconds', occurred_at) = occurred_at AS whole FROM outbox");
        assertThat(row)
                .containsEntry("topic", "ads.conversions")
                .containsEntry("type", "ads.consent-changed.v1")
                .containsEntry("key", "player-1")
                .containsEntry("traceparent", TRACE)
                .containsEntry("whole", true);
        assertThat(row.get("event_id")).isNotNull();
    }

    @Test
    void publishingOutsideATransactionFails() {
        assertThatThrownBy(() -> outbox.publish(consent(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    @Test
    void nothingIsNoStatementAndManyPublicationsWakeOnce() {
        transaction.executeWithoutResult(status -> outbox.publish(List.of()));
        assertThat(counting.executed()).isEmpty();
        assertThat(wakeUps).hasValue(0);

        transaction.executeWithoutResult(status -> {
            outbox.publish(consent(1));
            outbox.publish(consent(2));
        });
        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void nobodyIsWokenForWhatIsRolledBack() {
        transaction.executeWithoutResult(status -> {
            outbox.publish(consent(1));
            status.setRollbackOnly();
        });
        assertThat(wakeUps).hasValue(0);
    }

    @Test
    void whatIsTooLargeForABatchIsRefusedWithItsCommit() {
        byte[] large = new byte[256 * 1024 + 1];
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> outbox.write("ads.conversions", "k", "test.said.v1", large)))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(
                        () -> transaction.executeWithoutResult(status -> outbox.publish(IntStream.rangeClosed(0, 10_000)
                                .mapToObj(JdbcOutboxTest::consent)
                                .toList())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysSpreadOverAllShardsAndStayThere() {
        List<Short> shards = IntStream.range(0, 400)
                .mapToObj(n -> Shards.of("ads.conversions", "player-" + n))
                .distinct()
                .sorted()
                .toList();
        assertThat(shards).hasSize(Shards.COUNT).first().isEqualTo((short) 0);
        // As final as this: rows of a running system lie in these shards.
        assertThat(Shards.of("ads.conversions", "player-1")).isEqualTo((short) 1);
        assertThat(Shards.of("billing.ledger", "player:1")).isEqualTo((short) 11);
    }

    private static ConsentChanged consent(int player) {
        return new ConsentChanged("player-" + player, true, "1", Instant.parse("2026-01-01T12:00:00Z"));
    }
}
