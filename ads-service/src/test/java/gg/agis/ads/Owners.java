package gg.agis.ads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.sandbox.junit.TestKafka;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The services whose facts this one lives on, as far as their relays go. */
public final class Owners {

    private static final KafkaProducer<String, byte[]> KAFKA = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    private Owners() {}

    public static void say(Event event) {
        var contract = Contracts.of(event);
        var message = new ProducerRecord<>(contract.topic(), event.key(), EventJson.write(event));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        contract.type(),
                        "ce_source",
                        "/agis/" + contract.type().substring(0, contract.type().indexOf('.')),
                        "ce_time",
                        "2026-11-21T12:00:00Z",
                        "ce_subject",
                        event.key(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        assertThat(KAFKA.send(message)).succeedsWithin(Duration.ofSeconds(20));
    }
}
