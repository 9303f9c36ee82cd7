package gg.agis.common.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.schema.TestSchema;
import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@WithPostgres(schema = "provisioning")
@WithKafka
@Timeout(120)
class OutboxRelayTest {

    private static final Duration DELIVERY = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final TestSchema schema = TestSchema.of("provisioning");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final OutboxMeters meters = new OutboxMeters(metrics, Clock.systemUTC());
    private final List<OutboxRelay> relays = new ArrayList<>();
    private TestLog log;

    @BeforeEach
    void freshLog() throws Exception {
        schema.clear("outbox");
        log = new TestLog();
    }

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
        log.close();
    }

    @Test
    void factsArriveAsCloudEventsOnceCommitted() {
        OutboxRelay relay = relay("relay");
        publish(outbox(relay), "k", "first");

        var record = log.await(1).getFirst();
        assertThat(new String(record.value(), UTF_8)).isEqualTo("first");
        assertThat(TestLog.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(TestLog.header(record, "ce_type")).isEqualTo("test.said.v1");
        assertThat(TestLog.header(record, "ce_source")).isEqualTo("/agis/provisioning");
        assertThat(TestLog.header(record, "ce_subject")).isEqualTo("k");
        assertThat(TestLog.header(record, "ce_time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(TestLog.header(record, "content-type")).isEqualTo("application/json");
        await().until(() -> waiting() == 0);
        assertThat(metrics.counter("agis.outbox.sent").count()).isEqualTo(1);
    }

    @Test
    void aTombstoneHasNoValueAndNoType() {
        JdbcOutbox outbox = outbox(relay("relay"));
        schema.transaction().executeWithoutResult(status -> outbox.tombstone(log.topic(), "gone"));

        var record = log.await(1).getFirst();
        assertThat(record.value()).isNull();
        assertThat(record.headers().lastHeader("ce_type")).isNull();
    }

    @Test
    void whatIsRolledBackIsNeverSent() {
        JdbcOutbox outbox = outbox(relay("relay"));
        schema.transaction().executeWithoutResult(status -> {
            outbox.write(log.topic(), "k", "test.said.v1", "regretted".getBytes(UTF_8));
            status.setRollbackOnly();
        });
        publish(outbox, "k", "meant");

        assertThat(log.firstAppearances(1)).isEqualTo(Map.of("k", List.of("meant")));
    }

    @Test
    void publishingWakesTheRelay() {
        OutboxRelay relay = relay(dataSource("relay"), sender(), Duration.ofHours(1));
        publish(outbox(relay), "k", "now");

        log.await(1);
    }

    @Test
    void orderHoldsPerKeyWithTwoRelaysOfWhichOneIsKilledAgainAndAgain() throws Exception {
        relay("first");
        relay("second");
        JdbcOutbox outbox = outbox(() -> relays.forEach(OutboxRelay::wake));
        int commits = 100;
        for (int commit = 0; commit < commits; commit++) {
            List<String> keys = IntStream.range(0, 8).mapToObj(key -> "k" + key).toList();
            String value = Integer.toString(commit);
            schema.transaction()
                    .executeWithoutResult(status ->
                            keys.forEach(key -> outbox.write(log.topic(), key, "test.said.v1", value.getBytes(UTF_8))));
            if (commit % 10 == 5) {
                terminate("first");
            }
        }

        List<String> inOrder =
                IntStream.range(0, commits).mapToObj(Integer::toString).toList();
        Map<String, List<String>> arrived = log.firstAppearances(8 * commits);
        assertThat(arrived)
                .hasSize(8)
                .allSatisfy((key, values) -> assertThat(values).isEqualTo(inOrder));
        await().until(() -> waiting() == 0);
    }

    @Test
    void twoRelaysShareTheWorkAndSendNothingTwice() {
        relay("first");
        relay("second");
        JdbcOutbox outbox = outbox(() -> relays.forEach(OutboxRelay::wake));
        for (int commit = 0; commit < 60; commit++) {
            publish(outbox, "k" + commit % 16, "a", "b", "c");
        }

        log.firstAppearances(180);
        await().until(() -> waiting() == 0);
        assertThat(log.records()).hasSize(180);
    }

    @Test
    void aSupersededRelaysLateSendIsHarmless() throws Exception {
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thawed = new CountDownLatch(1);
        OutboxRelay superseded = relay(
                dataSource("superseded"),
                new OutboxSender(() -> new LateProducer(frozen, thawed), "/agis/provisioning", meters),
                POLL);
        publish(outbox(superseded), "k", "1", "2", "3");
        frozen.await();
        terminate("superseded");

        relay("successor");
        log.await(3);
        publish(outbox(() -> {}), "k", "4");
        log.await(4);
        thawed.countDown();

        var all = log.await(7);
        assertThat(all.stream().skip(4).map(record -> new String(record.value(), UTF_8)))
                .containsExactly("1", "2", "3");
        // The same ids, by which consumers know them.
        assertThat(log.firstAppearances(4)).isEqualTo(Map.of("k", List.of("1", "2", "3", "4")));
        await().until(() -> waiting() == 0);
    }

    @Test
    void whileKafkaIsSilentRowsWaitAndAreSentInOrderAfterwards() {
        JdbcOutbox outbox = outbox(relay("relay"));
        publish(outbox, "k", "before");
        log.await(1);
        TestKafka.freeze();
        try {
            publish(outbox, "k", "during 1");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> metrics.counter("agis.outbox.send.failures").count() > 0);
            publish(outbox, "k", "during 2");
            assertThat(waiting()).isEqualTo(2);
            await().until(() -> gauge("agis.outbox.backlog") >= 1);
            assertThat(gauge("agis.outbox.oldest.age")).isPositive();
        } finally {
            TestKafka.thaw();
        }

        assertThat(log.firstAppearances(3)).isEqualTo(Map.of("k", List.of("before", "during 1", "during 2")));
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == 0);
        await().until(() -> gauge("agis.outbox.backlog") == 0 && gauge("agis.outbox.oldest.age") == 0);
    }

    @Test
    void factsOfOtherTopicsPassOnesWhoseTopicIsMissing() {
        JdbcOutbox outbox = outbox(relay("relay"));
        schema.transaction().executeWithoutResult(status -> {
            outbox.write("test.missing", "k", "test.said.v1", "lost?".getBytes(UTF_8));
            outbox.write(log.topic(), "k", "test.said.v1", "passes".getBytes(UTF_8));
        });

        log.await(1);
        await().until(() -> waiting() == 1);
    }

    @Test
    void aBacklogOfManyRoundsIsSentWhole() {
        String payload = "x".repeat(2000);
        JdbcOutbox outbox = outbox(() -> {});
        schema.transaction()
                .executeWithoutResult(status -> IntStream.range(0, 1500)
                        .forEach(n ->
                                outbox.write(log.topic(), "k" + n % 7, "test.said.v1", (payload + n).getBytes(UTF_8))));
        relay("relay");

        Map<String, List<String>> arrived = log.firstAppearances(1500);
        assertThat(arrived.get("k3"))
                .isEqualTo(IntStream.range(0, 1500)
                        .filter(n -> n % 7 == 3)
                        .mapToObj(n -> payload + n)
                        .toList());
        await().until(() -> waiting() == 0);
    }

    @Test
    void anIdleRelayAsksOneCheapQuestionPerPoll() {
        CountingDataSource counting = new CountingDataSource(dataSource("idle"));
        relay(counting, sender(), Duration.ofMillis(20));

        await().until(() -> counting.executed().size() >= 20);
        assertThat(counting.executed().getFirst()).as("said once").isEqualTo("SET enable_seqscan = off");
        var asked = counting.executed().stream().skip(1).toList();
        assertThat(asked).containsOnly(asked.getFirst());
        assertThat(asked.getFirst()).contains("generate_series");
    }

    @Test
    void aRelayWhoseDatabaseGoesAwayComesBack() throws Exception {
        JdbcOutbox outbox = outbox(relay("relay"));
        publish(outbox, "k", "before");
        log.await(1);
        terminate("relay");
        publish(outbox, "k", "after");

        assertThat(log.firstAppearances(2)).isEqualTo(Map.of("k", List.of("before", "after")));
    }

    private OutboxRelay relay(String name) {
        return relay(dataSource(name), sender(), POLL);
    }

    private OutboxRelay relay(DataSource dataSource, OutboxSender sender, Duration poll) {
        OutboxRelay relay = new OutboxRelay(dataSource, sender, meters, poll);
        relays.add(relay);
        relay.start();
        return relay;
    }

    private OutboxSender sender() {
        return new OutboxSender(() -> TestLog.producer(DELIVERY), "/agis/provisioning", meters);
    }

    private JdbcOutbox outbox(OutboxRelay relay) {
        return outbox(relay::wake);
    }

    private JdbcOutbox outbox(Runnable committed) {
        return new JdbcOutbox(schema.jdbc(), () -> null, committed);
    }

    private void publish(JdbcOutbox outbox, String key, String... values) {
        schema.transaction().executeWithoutResult(status -> {
            for (String value : values) {
                outbox.write(log.topic(), key, "test.said.v1", value.getBytes(UTF_8));
            }
        });
    }

    private long waiting() {
        Long rows = schema.jdbc().queryForObject("SELECT count(*) FROM outbox", Long.class);
        return rows == null ? 0 : rows;
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    private DataSource dataSource(String applicationName) {
        return new DriverManagerDataSource(
                TestPostgres.jdbcUrl() + (TestPostgres.jdbcUrl().contains("?") ? "&" : "?") + "ApplicationName="
                        + applicationName,
                "provisioning_app",
                TestPostgres.PASSWORD);
    }

    private static void terminate(String applicationName) throws Exception {
        try (Connection superuser = TestPostgres.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '%s'"
                    .formatted(applicationName));
        }
    }
}
