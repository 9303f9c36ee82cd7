package gg.agis.e2e.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.e2e.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A topic from its beginning, as a consumer that drops what it has seen would take it. */
public final class Topic {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private Topic() {}

    /** A fact as it first appears. */
    public record Fact(String id, String type, String key, Optional<String> traceparent, JsonNode value) {}

    /** The first appearances, per key in order. */
    public static Map<String, List<Fact>> read(Suite suite, String topic) {
        Map<String, Fact> firsts = new LinkedHashMap<>();
        records(suite, topic).forEach(record -> {
            Fact fact = fact(record);
            firsts.putIfAbsent(fact.id(), fact);
        });
        Map<String, List<Fact>> byKey = new LinkedHashMap<>();
        firsts.values()
                .forEach(fact -> byKey.computeIfAbsent(fact.key(), key -> new ArrayList<>())
                        .add(fact));
        return byKey;
    }

    private static List<ConsumerRecord<String, String>> records(Suite suite, String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, suite.stack().bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings)) {
            Collection<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER_WITHIN).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER_WITHIN);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), ANSWER_WITHIN) < end.getValue())) {
                consumer.poll(Duration.ofMillis(500)).forEach(all::add);
            }
        }
        return all;
    }

    private static Fact fact(ConsumerRecord<String, String> record) {
        return new Fact(
                header(record, "ce_id").orElse("?"),
                header(record, "ce_type").orElse("?"),
                record.key(),
                header(record, "traceparent"),
                JSON.readTree(record.value()));
    }

    private static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
    }
}
