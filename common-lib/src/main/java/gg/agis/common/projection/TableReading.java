package gg.agis.common.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads into the table, with the service's other replicas as one group, from where the table is. */
final class TableReading implements TopicLoop.Reading {

    private final Set<String> topics;
    private final TableStore store;
    private final Map<TopicPartition, Long> ahead = new HashMap<>();
    private boolean begun;

    TableReading(Set<String> topics, TableStore store) {
        this.topics = topics;
        this.store = store;
    }

    @Override
    public void begin(Consumer<String, byte[]> consumer) {
        var partitions = TopicLoop.partitions(consumer, topics);
        if (!begun) {
            ahead.putAll(consumer.endOffsets(partitions));
            ahead.values().removeAll(Set.of(0L));
            begun = true;
        }
        consumer.subscribe(topics, new FromTheTable(consumer));
        notePassed(store.positions(topics));
    }

    @Override
    public void take(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        if (!records.isEmpty()) {
            var read = new ArrayList<CompactedRecord>();
            records.forEach(record -> CompactedRecord.of(record).ifPresent(read::add));
            var positions = new HashMap<TopicPartition, Long>();
            records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
            store.apply(read, positions);
        }
        if (!ahead.isEmpty()) {
            var positions = store.positions(topics);
            // Where records were compacted away, only the consumer knows how far it is.
            consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
            notePassed(positions);
        }
    }

    private void notePassed(Map<TopicPartition, Long> positions) {
        ahead.entrySet().removeIf(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
        topics.stream()
                .filter(topic -> !store.caughtUp(topic))
                .filter(topic ->
                        ahead.keySet().stream().noneMatch(p -> p.topic().equals(topic)))
                .forEach(store::caughtUpWith);
    }

    private final class FromTheTable implements ConsumerRebalanceListener {

        private final Consumer<?, ?> consumer;

        FromTheTable(Consumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            var positions = store.positions(topics);
            for (var partition : assigned) {
                var position = positions.get(partition);
                if (position == null) {
                    consumer.seekToBeginning(List.of(partition));
                } else {
                    consumer.seek(partition, position);
                }
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            // How far they were read was committed with what was read.
        }
    }
}
