package gg.agis.benchmarks.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What arrives at a consumer, held against the numbers that every key's facts were given when they were committed. A fact
 * is out of order when it appears for the first time after a later one of its key.
 */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, BitSet> seen = new HashMap<>();
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong outOfOrder = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final Thread thread;
    private volatile boolean running = true;

    Arrivals(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("arrivals").daemon().start(this::poll);
    }

    private void poll() {
        while (running) {
            consumer.poll(POLL).forEach(this::note);
        }
        consumer.close();
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        var fact = JsonMapper.shared().readTree(new String(record.value(), StandardCharsets.UTF_8));
        int number = Integer.parseInt(fact.path("policyVersion").asString());
        var numbers = seen.computeIfAbsent(record.key(), key -> new BitSet());
        if (numbers.get(number)) {
            repeated.incrementAndGet();
            return;
        }
        if (numbers.length() > number) {
            outOfOrder.incrementAndGet();
        }
        numbers.set(number);
        arrived.incrementAndGet();
    }

    long arrived() {
        return arrived.get();
    }

    long outOfOrder() {
        return outOfOrder.get();
    }

    long repeated() {
        return repeated.get();
    }

    /** Waits until as many have arrived. */
    void await(long count) {
        Await.until("%d facts to arrive".formatted(count), () -> arrived() >= count);
    }

    @Override
    public void close() {
        running = false;
        Await.until("the consumer to end", (BooleanSupplier) () -> !thread.isAlive());
    }
}
