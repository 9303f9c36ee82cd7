package gg.agis.benchmarks.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.common.event.AdsEvent.ConversionRewarded;
import gg.agis.common.event.Contracts;
import gg.agis.common.event.EventJson;
import gg.agis.common.event.Topics;
import gg.agis.common.id.MadeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Conversions as ads-service's relay states them. */
final class Facts implements AutoCloseable {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Facts(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        // A broker that has just started does not lead at once; what is on its way then must not be
                        // overtaken.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        131_072),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void reward(String playerId, long gc) {
        var transaction = UUID.randomUUID().toString();
        var fact = new ConversionRewarded(
                MadeId.conversionId("ayet", transaction),
                playerId,
                null,
                "offerwall",
                NOON,
                "ayet",
                transaction,
                gc,
                "free",
                10_000,
                0,
                null,
                null,
                null,
                10_000,
                0,
                gc,
                360_000);
        var message = new ProducerRecord<>(Topics.ADS_CONVERSIONS, playerId, EventJson.write(fact));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        Contracts.of(fact).type(),
                        "ce_source",
                        "/agis/ads",
                        "ce_time",
                        NOON.toString(),
                        "ce_subject",
                        playerId,
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        sent.add(producer.send(message));
    }

    /** Returns when the broker has all of them. */
    void flush() {
        producer.flush();
        sent.forEach(Facts::requireAcknowledged);
        sent.clear();
    }

    private static void requireAcknowledged(Future<RecordMetadata> fact) {
        if (fact.state() == Future.State.FAILED) {
            throw new IllegalStateException("The broker has not taken a fact", fact.exceptionNow());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
