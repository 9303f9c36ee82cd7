package gg.agis.common.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.sandbox.junit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** A topic of one test, and everything that has come to lie on it. */
final class TestLog implements AutoCloseable {

    static final int PARTITIONS = 3;

    private final String topic = "test." + UUID.randomUUID();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    TestLog() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestKafka.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new TopicPartition(topic, partition));
        }
        consumer.assign(partitions);
    }

    static Producer<byte[], byte[]> producer(Duration deliveryTimeout) {
        Map<String, Object> settings = new HashMap<>(OutboxSender.producerSettings(deliveryTimeout));
        settings.put("bootstrap.servers", TestKafka.bootstrapServers());
        return new KafkaProducer<>(settings);
    }

    String topic() {
        return topic;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        return records;
    }

    List<ConsumerRecord<byte[], byte[]>> await(int atLeast) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> records().size() >= atLeast);
        return records;
    }

    /** Waits until so many different facts are there, and returns the values of each key in the order they first came. */
    Map<String, List<String>> firstAppearances(int facts) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> distinct() >= facts);
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records()) {
            if (seen.add(header(record, "ce_id"))) {
                byKey.computeIfAbsent(new String(record.key(), UTF_8), key -> new ArrayList<>())
                        .add(new String(record.value(), UTF_8));
            }
        }
        return byKey;
    }

    private long distinct() {
        return records().stream()
                .map(record -> header(record, "ce_id"))
                .distinct()
                .count();
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
