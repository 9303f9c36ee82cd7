package gg.agis.common.outbox;

import gg.agis.sandbox.junit.TestKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Frozen between being given its records and sending them. */
final class LateProducer extends KafkaProducer<byte[], byte[]> {

    private final CountDownLatch frozen;
    private final CountDownLatch thawed;
    private final Map<ProducerRecord<byte[], byte[]>, CompletableFuture<RecordMetadata>> held = new LinkedHashMap<>();

    LateProducer(CountDownLatch frozen, CountDownLatch thawed) {
        super(settings());
        this.frozen = frozen;
        this.thawed = thawed;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return held.computeIfAbsent(record, r -> new CompletableFuture<>());
    }

    @Override
    public void flush() {
        frozen.countDown();
        try {
            thawed.await();
            for (var each : held.entrySet()) {
                each.getValue().complete(super.send(each.getKey()).get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        held.clear();
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(OutboxSender.producerSettings(Duration.ofSeconds(5)));
        settings.put("bootstrap.servers", TestKafka.bootstrapServers());
        return settings;
    }
}
