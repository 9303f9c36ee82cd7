package gg.agis.common.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.common.kafka.TopicPolicy;
import gg.agis.sandbox.junit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** The compacted topics, written as an owner's relay writes them. */
final class Broker implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    static Broker withCompactedTopics() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            var there = admin.listTopics().names().get();
            var missing = TopicPolicy.all().stream()
                    .filter(TopicPolicy::compacted)
                    .filter(policy -> !there.contains(policy.name()))
                    .map(policy -> new NewTopic(policy.name(), Optional.of(policy.partitions()), Optional.empty())
                            .configs(Map.of("cleanup.policy", "compact", "retention.ms", "-1")))
                    .collect(Collectors.toSet());
            admin.createTopics(missing).all().get();
        }
        return new Broker();
    }

    void has(Event... events) {
        for (var event : events) {
            var contract = Contracts.of(event);
            write(contract.topic(), event.key(), contract.type(), EventJson.write(event));
        }
    }

    void hasTombstone(String topic, String key) {
        write(topic, key, null, null);
    }

    void write(String topic, String key, @Nullable String type, byte @Nullable [] payload) {
        var record = new ProducerRecord<>(topic, key, payload);
        if (type != null) {
            record.headers().add("ce_type", type.getBytes(UTF_8));
        }
        var sent = producer.send(record);
        producer.flush();
        assertThat(sent).isDone();
        assertThat(sent.state()).isEqualTo(Future.State.SUCCESS);
    }

    static Supplier<Consumer<String, byte[]>> consumers(@Nullable String group) {
        return consumers(group, TestKafka.bootstrapServers());
    }

    static Supplier<Consumer<String, byte[]>> consumers(@Nullable String group, String bootstrapServers) {
        KafkaConnectionDetails kafka = () -> List.of(bootstrapServers);
        return ProjectionAutoConfiguration.consumers(new KafkaProperties(), kafka, group);
    }

    @Override
    public void close() {
        producer.close();
    }
}
