package gg.agis.common.projection;

import static gg.agis.common.event.Topics.BILLING_TIERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.BillingEvent.TierChanged;
import gg.agis.common.event.Event;
import gg.agis.common.outbox.Outbox;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@WithKafka
@WithPostgres(schema = "billing")
class OwnedRecordsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Broker broker;
    private final Map<String, TierChanged> table = new ConcurrentHashMap<>();
    private final Queue<Object> published = new ConcurrentLinkedQueue<>();
    private final String player = UUID.randomUUID().toString();
    private final TopicLoop loop = new TopicLoop(
            "test",
            Broker.consumers("owner-" + UUID.randomUUID()),
            new OwnedRecordsReading(
                    List.of(new Tiers()),
                    Schema.of("billing").transaction,
                    new IntoTheTopic(),
                    Duration.ofSeconds(1),
                    InstantSource.system()));

    OwnedRecordsTest() throws Exception {
        broker = Broker.withCompactedTopics();
    }

    @AfterEach
    void stop() {
        loop.stop();
        broker.close();
    }

    @Test
    void anOlderRecordThatArrivesLastIsRepairedByTheOwner() {
        table.put(player, tier(2));
        broker.has(tier(2), tier(1));

        loop.start();

        eventually().untilAsserted(() -> assertThat(published).containsExactly(tier(2)));
        assertThat(whatAConsumerWouldReadFromNowOn()).contains(tier(2));
    }

    @Test
    void aKeyThatIsGoneGetsItsTombstone() {
        broker.has(tier(3));

        loop.start();

        eventually().untilAsserted(() -> assertThat(published).containsExactly("no " + player));
    }

    @Test
    void whatTheTableHasAndWhatIsOnItsWayIsLeftAlone() {
        var other = "other-" + player;
        table.put(player, tier(2));
        table.put(other, new TierChanged(other, 2, "free", NOON));
        loop.start();

        // The order of partitions is nobody's: the second key's repair tells that the first one's time has passed.
        broker.has(tier(1), tier(2));
        broker.has(new TierChanged(other, 1, "free", NOON));

        eventually().untilAsserted(() -> assertThat(published).contains(table.get(other)));
        assertThat(published).doesNotContain(tier(1), tier(2));
    }

    private Optional<TierChanged> whatAConsumerWouldReadFromNowOn() {
        var store = new MemoryStore();
        var projections = new Projections(
                store, topics -> new TopicLoop("test", Broker.consumers(null), new MemoryReading(topics, store)));
        var tiers = projections.of(TierChanged.class);
        projections.start();
        try {
            eventually().untilAsserted(() -> assertThat(projections.problem()).isEmpty());
            return tiers.get(player);
        } finally {
            projections.stop();
        }
    }

    private TierChanged tier(long version) {
        return new TierChanged(player, version, "premium", NOON);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private final class Tiers implements OwnedRecords {

        @Override
        public String topic() {
            return BILLING_TIERS;
        }

        @Override
        public Map<String, Long> versions(Collection<String> keys) {
            return table.entrySet().stream()
                    .filter(row -> keys.contains(row.getKey()))
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, row -> row.getValue().version()));
        }

        @Override
        public Optional<TierChanged> current(String key) {
            return Optional.ofNullable(table.get(key));
        }

        /** Other tests leave their keys in the topic. */
        @Override
        public boolean owns(String key) {
            return key.endsWith(player);
        }
    }

    private final class IntoTheTopic implements Outbox {

        @Override
        public void publish(Collection<? extends Event> events) {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            published.addAll(events);
            broker.has(events.toArray(Event[]::new));
        }

        @Override
        public void tombstone(String topic, String key) {
            published.add("no " + key);
            broker.hasTombstone(topic, key);
        }
    }
}
