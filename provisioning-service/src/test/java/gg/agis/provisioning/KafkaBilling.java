package gg.agis.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.common.event.Topics;
import gg.agis.sandbox.junit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Billing-service as it is met over Kafka: hears what is asked there in the name of one guild, and answers there. */
public final class KafkaBilling implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private static final KafkaProducer<String, byte[]> KAFKA = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    private final ModelBilling books;
    private final String guild;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Set<UUID> heard = new HashSet<>();
    private final List<Event> told = new ArrayList<>();
    private final List<UUID> sent = new ArrayList<>();

    public KafkaBilling(ModelBilling books, String guild) {
        this.books = books;
        this.guild = guild;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(Topics.PROVISIONING_SERVERS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy, and what comes next must be heard.
        partitions.forEach(consumer::position);
    }

    /** What was asked since the last time, in the order in which it came. */
    public void answer() {
        answer(1);
    }

    /** The same, with so many copies of each answer. */
    public void answer(int copies) {
        for (var message : consumer.poll(POLL)) {
            if (heard.add(UUID.fromString(header(message, "ce_id")))) {
                hear(EventJson.read(header(message, "ce_type"), message.value()).orElseThrow(), copies);
            }
        }
    }

    private void hear(Event event, int copies) {
        told.add(event);
        if (event instanceof Ask ask && ask.guildId().equals(guild)) {
            books.answer(ask).ifPresent(answer -> {
                for (int copy = 0; copy < copies; copy++) {
                    send(answer);
                }
            });
        }
    }

    /** What has been heard of a server. */
    public <T extends Event> List<T> told(Class<T> type, UUID server) {
        return told.stream()
                .filter(type::isInstance)
                .filter(event -> event.key().equals(server.toString()))
                .map(type::cast)
                .toList();
    }

    /** Under which ids answers were sent. */
    public List<UUID> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }

    private void send(Event event) {
        var id = UUID.randomUUID();
        var contract = Contracts.of(event);
        var message = new ProducerRecord<>(contract.topic(), event.key(), EventJson.write(event));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        contract.type(),
                        "ce_source",
                        "/agis/billing",
                        "ce_time",
                        "2026-11-21T12:00:00Z",
                        "ce_subject",
                        event.key(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        assertThat(KAFKA.send(message)).succeedsWithin(Duration.ofSeconds(20));
        sent.add(id);
    }
}
