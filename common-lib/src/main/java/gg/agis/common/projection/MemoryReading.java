package gg.agis.common.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads whole topics without a group: first to where they ended at the start, and then for ever. */
final class MemoryReading implements TopicLoop.Reading {

    private final Set<String> topics;
    private final MemoryStore store;
    // Where to go on after trouble: reading a tombstone again would take what came after it.
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> ahead = new HashMap<>();

    MemoryReading(Set<String> topics, MemoryStore store) {
        this.topics = topics;
        this.store = store;
    }

    @Override
    public void begin(Consumer<String, byte[]> consumer) {
        var partitions = TopicLoop.partitions(consumer, topics);
        consumer.assign(partitions);
        if (positions.isEmpty()) {
            ahead.putAll(consumer.endOffsets(partitions));
            positions.putAll(consumer.beginningOffsets(partitions));
        }
        positions.forEach(consumer::seek);
        notePassed(topics);
    }

    @Override
    public void take(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        records.forEach(record -> {
            CompactedRecord.of(record).ifPresent(store::apply);
            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        });
        if (!ahead.isEmpty()) {
            // Where records were compacted away or expired, only the consumer knows how far it is.
            consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
            notePassed(topics);
        }
    }

    private void notePassed(Collection<String> all) {
        ahead.entrySet().removeIf(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
        all.stream()
                .filter(topic -> !store.caughtUp(topic))
                .filter(topic ->
                        ahead.keySet().stream().noneMatch(p -> p.topic().equals(topic)))
                .forEach(store::caughtUpWith);
    }
}
