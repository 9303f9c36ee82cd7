package gg.agis.common.projection;

import static gg.agis.common.event.Topics.BILLING_TIERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.BillingEvent.TierChanged;
import gg.agis.common.event.UsageEvent;
import gg.agis.common.event.UsageEvent.AccessHeartbeat;
import gg.agis.common.event.UsageEvent.AccessKey;
import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WithKafka
@WithPostgres(schema = "ads")
class ProjectionsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String NOWHERE = "127.0.0.1:1";

    private final Schema schema = Schema.of("ads");
    private final Deque<Projections> started = new ArrayDeque<>();
    private final String player = UUID.randomUUID().toString();
    private final Broker broker;

    ProjectionsTest() throws Exception {
        broker = Broker.withCompactedTopics();
    }

    /** Where a service keeps its projections. */
    enum Kept {
        IN_MEMORY,
        IN_THE_SCHEMA
    }

    @BeforeEach
    void forget() {
        schema.forgetProjections();
    }

    @AfterEach
    void stop() {
        started.forEach(Projections::stop);
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoStartsBeforeItsTopicIsReadIsUnreadyAndNeverAnswersADefault(Kept kept) {
        broker.has(tier(1, "premium"));
        TestKafka.freeze();
        var projections = projections(kept, TestKafka.bootstrapServers());
        var tiers = projections.of(TierChanged.class);
        try {
            projections.start();

            assertThat(projections.problem()).contains("projection billing.tiers loading");
            assertThatExceptionOfType(ProjectionNotReady.class).isThrownBy(() -> tiers.get(player));
            assertThatExceptionOfType(ProjectionNotReady.class).isThrownBy(() -> tiers.first(1));
        } finally {
            TestKafka.thaw();
        }

        eventually().untilAsserted(() -> assertThat(projections.problem()).isEmpty());
        assertThat(tiers.get(player)).contains(tier(1, "premium"));
        assertThat(tiers.get("nobody")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRecordWithAnOlderVersionIsIgnored(Kept kept) {
        broker.has(tier(2, "premium_plus"), tier(1, "free"), tier(2, "premium"));

        assertThat(ready(kept).get(player)).contains(tier(2, "premium_plus"));
    }

    @ParameterizedTest
    @EnumSource
    void changesArriveWhileTheServiceRuns(Kept kept) {
        var tiers = ready(kept);
        assertThat(tiers.get(player)).isEmpty();

        broker.has(tier(1, "premium"));

        eventually().untilAsserted(() -> assertThat(tiers.get(player)).contains(tier(1, "premium")));
    }

    @ParameterizedTest
    @EnumSource
    void aTombstoneTakesTheValueAndLeavesTheVersion(Kept kept) {
        broker.has(tier(7, "premium"));
        broker.hasTombstone(BILLING_TIERS, player);
        broker.has(tier(6, "free"));
        var tiers = ready(kept);

        assertThat(tiers.get(player)).isEmpty();

        broker.has(tier(8, "premium"));
        eventually().untilAsserted(() -> assertThat(tiers.get(player)).contains(tier(8, "premium")));
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyCanReadIsPassedOver(Kept kept) {
        broker.has(tier(1, "premium"));
        broker.write(BILLING_TIERS, player, "billing.tier-changed.v1", "{".getBytes(UTF_8));
        broker.write(BILLING_TIERS, player, "billing.tier-changed.v99", "{}".getBytes(UTF_8));
        broker.write(BILLING_TIERS, player, null, "{}".getBytes(UTF_8));

        assertThat(ready(kept).get(player)).contains(tier(1, "premium"));
    }

    @ParameterizedTest
    @EnumSource
    void aTopicOfSeveralTypesHasTheLatestOfEachKey(Kept kept) {
        var key = new AccessKey(1, player, "k", "c", List.of("ads:read"), "active", NOON);
        broker.has(new AccessHeartbeat(0, NOON), key, new AccessHeartbeat(0, NOON.plusSeconds(1)));
        var projections = projections(kept, TestKafka.bootstrapServers());
        var all = projections.of(UsageEvent.Access.class);
        var keys = projections.of(AccessKey.class);
        projections.start();
        eventually().untilAsserted(() -> assertThat(projections.problem()).isEmpty());

        assertThat(all.getAll(List.of("key:" + player, "heartbeat:0", "customer:none")))
                .isEqualTo(Map.of("key:" + player, key, "heartbeat:0", new AccessHeartbeat(0, NOON.plusSeconds(1))));
        assertThat(keys.get("heartbeat:0")).isEmpty();
        assertThat(keys.first(100)).contains(key).hasOnlyElementsOfType(AccessKey.class);
    }

    @Test
    void aServiceWithASchemaStartsFromItsTableWhileKafkaIsAway() {
        broker.has(tier(3, "premium"));
        ready(Kept.IN_THE_SCHEMA);
        started.forEach(Projections::stop);

        var restarted = projections(Kept.IN_THE_SCHEMA, NOWHERE);
        var tiers = restarted.of(TierChanged.class);
        restarted.start();

        assertThat(tiers.get(player)).contains(tier(3, "premium"));
        assertThat(restarted.problem()).contains("projection billing.tiers loading");
    }

    @Test
    void aRestartGoesOnFromWhereTheTableIs() {
        broker.has(tier(3, "premium"));
        ready(Kept.IN_THE_SCHEMA);
        started.forEach(Projections::stop);
        schema.jdbc.sql("UPDATE projections SET version = 2, record_offset = 0").update();
        broker.has(new TierChanged("someone else " + player, 1, "free", NOON));

        var tiers = ready(Kept.IN_THE_SCHEMA);

        assertThat(tiers.get("someone else " + player)).isPresent();
        assertThat(schema.jdbc
                        .sql("SELECT version FROM projections WHERE key = ?")
                        .param(player)
                        .query(Long.class)
                        .single())
                .as("what was read before is not read again")
                .isEqualTo(2);
    }

    @Test
    void readingATombstoneAgainDoesNotTakeWhatCameAfterIt() {
        broker.has(tier(3, "premium"));
        broker.hasTombstone(BILLING_TIERS, player);
        broker.has(tier(4, "free"));
        ready(Kept.IN_THE_SCHEMA);
        started.forEach(Projections::stop);
        schema.jdbc.sql("DELETE FROM projection_positions").update();

        assertThat(ready(Kept.IN_THE_SCHEMA).get(player)).contains(tier(4, "free"));
    }

    @Test
    void replicasShareTheReading() {
        var one = ready(Kept.IN_THE_SCHEMA);
        var another = ready(Kept.IN_THE_SCHEMA);

        broker.has(tier(1, "premium"));

        eventually().untilAsserted(() -> assertThat(one.get(player)).contains(tier(1, "premium")));
        assertThat(another.get(player)).contains(tier(1, "premium"));
    }

    @Test
    void projectionsAreDeclaredBeforeReadingStartsAndOfOneTopic() {
        var projections = projections(Kept.IN_MEMORY, NOWHERE);
        projections.start();
        assertThat(projections.isRunning()).as("with nothing to read").isFalse();

        projections.of(TierChanged.class);
        projections.start();

        assertThat(projections.name()).isEqualTo("projections");
        assertThatIllegalStateException().isThrownBy(() -> projections.of(AccessKey.class));
    }

    private Projection<TierChanged> ready(Kept kept) {
        var projections = projections(kept, TestKafka.bootstrapServers());
        var tiers = projections.of(TierChanged.class);
        projections.start();
        eventually().untilAsserted(() -> assertThat(projections.problem()).isEmpty());
        return tiers;
    }

    private Projections projections(Kept kept, String bootstrapServers) {
        var projections = switch (kept) {
            case IN_MEMORY -> inMemory(bootstrapServers);
            case IN_THE_SCHEMA -> inTheSchema(bootstrapServers);
        };
        started.push(projections);
        return projections;
    }

    private static Projections inMemory(String bootstrapServers) {
        var store = new MemoryStore();
        return new Projections(
                store,
                topics -> new TopicLoop(
                        "test", Broker.consumers(null, bootstrapServers), new MemoryReading(topics, store)));
    }

    private Projections inTheSchema(String bootstrapServers) {
        var store = new TableStore(schema.jdbc, schema.transaction);
        return new Projections(
                store,
                topics -> new TopicLoop(
                        "test",
                        Broker.consumers("ads.projections", bootstrapServers),
                        new TableReading(topics, store)));
    }

    private TierChanged tier(long version, String tier) {
        return new TierChanged(player, version, tier, NOON);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
