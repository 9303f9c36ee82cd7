package gg.agis.common.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the rows of a round so that no row can ever overtake an earlier one of its key.
 *
 * <p>An idempotent producer keeps the order of a partition's batches while it retries, but once it has given a batch up
 * it still sends the batches after it: the later rows would be in the log and the earlier ones come again in the next
 * round. So the rows of one partition travel in <em>one</em> batch, which the broker appends whole or not at all, and the
 * next batch for that partition is not filled before the fate of this one is known:
 *
 * <ul>
 *   <li>rows are grouped by partition and appended group by group; what exceeds a batch waits for the next round;
 *   <li>nothing is sent while a group is being appended: the producer lingers until {@code flush()}, the batch cannot be
 *       full, and memory running out makes it send complete groups only;
 *   <li>a group whose appending takes strangely long, because the process was frozen in between, ends there.
 * </ul>
 *
 * <p>A batch that was given up may still reach the log late. It then repeats rows that were, or will be, sent again in
 * the same order from its first row on, and consumers drop what they have seen: the order of first appearance holds.
 */
final class OutboxSender implements AutoCloseable {

    static final int BATCH_BYTES = 256 * 1024;

    private static final Logger log = LoggerFactory.getLogger(OutboxSender.class);

    private static final Duration LINGER = Duration.ofSeconds(1);

    // A whole group must be appended before the producer may lose patience with its first row.
    private static final Duration APPEND = LINGER.dividedBy(2);

    // Silent Kafka holds the locks for this long, one blocked call and the delivery timeout, and no longer.
    private static final Duration APPEND_ALL = Duration.ofSeconds(2);

    private static final Duration BLOCK = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String source;
    private final OutboxMeters meters;
    private final Set<String> troubled = new HashSet<>();
    private @Nullable Producer<byte[], byte[]> producer;

    OutboxSender(Supplier<Producer<byte[], byte[]>> producers, String source, OutboxMeters meters) {
        this.producers = producers;
        this.source = source;
        this.meters = meters;
    }

    static Map<String, Object> producerSettings(Duration deliveryTimeout) {
        return Map.ofEntries(
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis()),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                        deliveryTimeout.minus(LINGER).toMillis()),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, (int) LINGER.toMillis()),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) BLOCK.toMillis()),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES + 4096),
                // Compression would make the size of a batch a guess.
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }

    /** Returns those rows that Kafka has, and that no earlier row of their key is waiting behind. */
    List<OutboxRow> send(List<OutboxRow> rows) {
        try {
            Producer<byte[], byte[]> current = producer();
            Map<OutboxRow, Future<RecordMetadata>> sending = append(current, rows);
            current.flush();
            return acknowledged(sending);
        } catch (RuntimeException e) {
            gaveUp(e);
            return List.of();
        }
    }

    private Map<OutboxRow, Future<RecordMetadata>> append(Producer<byte[], byte[]> current, List<OutboxRow> rows) {
        Map<OutboxRow, Future<RecordMetadata>> sending = new LinkedHashMap<>();
        long start = System.nanoTime();
        for (var group : byPartition(current, rows, start).entrySet()) {
            if (System.nanoTime() - start > APPEND_ALL.toNanos()) {
                break;
            }
            int bytes = 0;
            long first = System.nanoTime();
            for (OutboxRow row : group.getValue()) {
                bytes += row.bytes();
                boolean full = bytes > BATCH_BYTES && bytes > row.bytes();
                if (full || System.nanoTime() - first > APPEND.toNanos()) {
                    break;
                }
                sending.put(row, current.send(row.record(group.getKey().partition(), source)));
            }
        }
        return sending;
    }

    private Map<TopicPartition, List<OutboxRow>> byPartition(
            Producer<byte[], byte[]> current, List<OutboxRow> rows, long start) {
        Map<String, List<OutboxRow>> byTopic = new LinkedHashMap<>();
        rows.forEach(row ->
                byTopic.computeIfAbsent(row.topic(), t -> new ArrayList<>()).add(row));
        List<String> topics = new ArrayList<>(byTopic.keySet());
        // A topic that is missing must not use up the time of those that are there.
        topics.sort((a, b) -> Boolean.compare(troubled.contains(a), troubled.contains(b)));

        Map<TopicPartition, List<OutboxRow>> groups = new LinkedHashMap<>();
        for (String topic : topics) {
            if (System.nanoTime() - start > APPEND_ALL.toNanos()) {
                break;
            }
            int partitions = partitions(current, topic);
            if (partitions > 0) {
                for (OutboxRow row : byTopic.getOrDefault(topic, List.of())) {
                    // The partition that every other producer would choose.
                    int partition = Utils.toPositive(Utils.murmur2(row.key().getBytes(UTF_8))) % partitions;
                    groups.computeIfAbsent(new TopicPartition(topic, partition), p -> new ArrayList<>())
                            .add(row);
                }
            }
        }
        return groups;
    }

    private int partitions(Producer<byte[], byte[]> current, String topic) {
        try {
            int partitions = current.partitionsFor(topic).size();
            troubled.remove(topic);
            return partitions;
        } catch (RetriableException e) {
            meters.failed();
            troubled.add(topic);
            log.warn("Facts wait, since Kafka says nothing of topic {}: {}", topic, e.getMessage());
            return 0;
        }
    }

    private List<OutboxRow> acknowledged(Map<OutboxRow, Future<RecordMetadata>> sending) {
        List<OutboxRow> acknowledged = new ArrayList<>();
        Map<String, Set<String>> waiting = new HashMap<>();
        Throwable cause = null;
        for (var entry : sending.entrySet()) {
            OutboxRow row = entry.getKey();
            Set<String> waitingKeys = waiting.computeIfAbsent(row.topic(), t -> new HashSet<>());
            Throwable failure = failure(entry.getValue());
            if (failure != null) {
                cause = failure;
                waitingKeys.add(row.key());
            } else if (!waitingKeys.contains(row.key())) {
                acknowledged.add(row);
            }
        }
        if (cause != null) {
            gaveUp(cause);
        }
        return acknowledged;
    }

    private static @Nullable Throwable failure(Future<RecordMetadata> future) {
        if (future.state() == Future.State.SUCCESS) {
            return null;
        }
        return future.state() == Future.State.FAILED
                ? future.exceptionNow()
                : new IllegalStateException("flushed and yet " + future.state());
    }

    private void gaveUp(Throwable cause) {
        meters.failed();
        log.warn("Facts wait, since Kafka did not take them: {}", cause.toString());
        if (!(cause instanceof RetriableException)) {
            // Some errors a producer never recovers from.
            close();
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            producer = current;
        }
        return current;
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> current = producer;
        producer = null;
        if (current != null) {
            // What counts has been flushed.
            current.close(Duration.ZERO);
        }
    }
}
