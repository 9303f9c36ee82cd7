package gg.agis.sandbox.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithKafka
class RecordedEventsTest {

    private final String topic = "recorded." + UUID.randomUUID();

    @BeforeEach
    void somethingIsThereAlready() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
        send("before.v1", "{}");
    }

    @AfterEach
    void leaveNoTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    @Test
    void everyFactSinceTheTestBeganIsListed(RecordedEvents kafka) throws Exception {
        send("first.v1", "{\"n\":1}");
        send("second.v1", "{}");
        send("second.v1", "{}");

        kafka.expects("first.v1").expects("second.v1", "second.v1").andNothingElse();
        assertThat(kafka.ofType("first.v1")).singleElement().satisfies(event -> {
            assertThat(event.topic()).isEqualTo(topic);
            assertThat(event.key()).isEqualTo("k");
            assertThat(event.json()).isEqualTo("{\"n\":1}");
        });
    }

    @Test
    void whatNobodyExpectedFails(RecordedEvents kafka) throws Exception {
        send("first.v1", "{}");
        send("surprise.v1", "{}");

        var expectation = kafka.expects("first.v1");
        assertThatThrownBy(expectation::andNothingElse)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("surprise.v1");
        kafka.ignoring("surprise.v1").andNothingElse();
    }

    @Test
    void aTombstoneIsOneToo(RecordedEvents kafka) throws Exception {
        send(null, null);

        kafka.expects("tombstone").andNothingElse();
    }

    private void send(@Nullable String type, @Nullable String json) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic, "k", json);
            if (type != null) {
                record.headers().add("ce_type", type.getBytes(UTF_8));
            }
            producer.send(record).get();
        }
    }
}
