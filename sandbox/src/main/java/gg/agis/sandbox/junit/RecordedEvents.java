package gg.agis.sandbox.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Every fact that came to lie on any topic since the test began. A test method of a class {@link WithKafka} takes it as
 * a parameter and lists all that is to come: {@code kafka.expects("billing.balance-changed.v1").andNothingElse()}.
 */
public final class RecordedEvents implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, String> consumer;
    private final List<Recorded> recorded = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    RecordedEvents(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        // A topic that is made later is read from its beginning.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                        false),
                new StringDeserializer(),
                new StringDeserializer());
        Set<TopicPartition> there = partitions();
        consumer.assign(there);
        consumer.seekToEnd(there);
        // Seeking is lazy, and what comes next must count.
        there.forEach(consumer::position);
    }

    /** Waits until facts of these types are there, besides those expected before, in whichever order. */
    public RecordedEvents expects(String... types) {
        expected.addAll(List.of(types));
        Map<String, Integer> needed = counted(expected);
        await("facts of the types " + needed, () -> {
            Map<String, Integer> found = counted(types());
            return needed.entrySet().stream().allMatch(need -> found.getOrDefault(need.getKey(), 0) >= need.getValue());
        });
        return this;
    }

    /** Facts that the world makes by itself, as heartbeats. */
    public RecordedEvents ignoring(String... types) {
        ignored.addAll(List.of(types));
        return this;
    }

    /** Waits until nothing is on its way out of the service's outbox, and then knows. */
    public void andNothingElse() {
        await("an empty outbox", RecordedEvents::outboxIsEmpty);
        readToTheEnd();
        Map<String, Integer> found = counted(types());
        Map<String, Integer> wanted = counted(expected);
        if (!found.equals(wanted)) {
            throw new AssertionError(
                    "Expected facts %s and nothing else, but there are %s: %s".formatted(wanted, found, all()));
        }
    }

    /** What has come so far, in the order of each key. */
    public List<Recorded> all() {
        read();
        return recorded.stream()
                .filter(event -> !ignored.contains(event.type()))
                .toList();
    }

    public List<Recorded> ofType(String type) {
        return all().stream().filter(event -> event.type().equals(type)).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<String> types() {
        return all().stream().map(Recorded::type).toList();
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited %s for %s, but there are only %s".formatted(PATIENCE, what, all()));
            }
            read();
        }
    }

    private void readToTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions());
        await(
                "the end of every topic",
                () -> ends.entrySet().stream()
                        .allMatch(end -> consumer.assignment().contains(end.getKey())
                                && consumer.position(end.getKey()) >= end.getValue()));
    }

    private void read() {
        Set<TopicPartition> there = partitions();
        if (!there.equals(consumer.assignment())) {
            consumer.assign(there);
        }
        consumer.poll(POLL).forEach(record -> recorded.add(Recorded.of(record)));
    }

    private Set<TopicPartition> partitions() {
        Set<TopicPartition> partitions = new HashSet<>();
        consumer.listTopics().forEach((topic, infos) -> {
            if (!topic.startsWith("__")) {
                infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
        });
        return partitions;
    }

    private static boolean outboxIsEmpty() {
        String url = System.getProperty("spring.datasource.url");
        if (url == null) {
            return true;
        }
        try (Connection connection = DriverManager.getConnection(
                        url,
                        System.getProperty("spring.datasource.username"),
                        System.getProperty("spring.datasource.password"));
                Statement statement = connection.createStatement();
                ResultSet any = statement.executeQuery("SELECT EXISTS (SELECT FROM outbox)")) {
            any.next();
            return !any.getBoolean(1);
        } catch (SQLException e) {
            throw new AssertionError("The outbox cannot be read", e);
        }
    }

    private static Map<String, Integer> counted(List<String> types) {
        Map<String, Integer> counted = new TreeMap<>();
        types.forEach(type -> counted.merge(type, 1, Integer::sum));
        return counted;
    }

    /**
     * A fact as it lies there.
     *
     * @param type the contract's name, or {@code tombstone}
     * @param json the value; empty for a tombstone
     */
    public record Recorded(String topic, String key, String type, Map<String, String> headers, String json) {

        private static Recorded of(ConsumerRecord<String, String> record) {
            Map<String, String> headers = new HashMap<>();
            for (Header header : record.headers()) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
            String type = headers.getOrDefault("ce_type", record.value() == null ? "tombstone" : "untyped");
            String json = record.value() == null ? "" : record.value();
            return new Recorded(record.topic(), record.key(), type, Map.copyOf(headers), json);
        }
    }
}
