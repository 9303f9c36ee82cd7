package gg.agis.common.projection;

import gg.agis.common.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Holds the last record of each key against the owner's table.
 *
 * <p>A difference is looked at again after a while: mostly the record that settles it is still in the outbox. Until then
 * nothing is committed, so that whoever takes over looks as well.
 */
final class OwnedRecordsReading implements TopicLoop.Reading {

    private static final Logger log = LoggerFactory.getLogger(OwnedRecordsReading.class);
    private static final int SUSPECTS_MAX = 10_000;
    private static final long GONE = -1;

    private final Map<String, OwnedRecords> owned;
    private final TransactionOperations transaction;
    private final Outbox outbox;
    private final Duration settle;
    private final InstantSource clock;
    private final Map<TopicKey, Suspect> suspects = new LinkedHashMap<>();
    private boolean uncommitted;

    OwnedRecordsReading(
            Collection<OwnedRecords> owned,
            TransactionOperations transaction,
            Outbox outbox,
            Duration settle,
            InstantSource clock) {
        this.owned = owned.stream().collect(Collectors.toMap(OwnedRecords::topic, Function.identity()));
        this.transaction = transaction;
        this.outbox = outbox;
        this.settle = settle;
        this.clock = clock;
    }

    @Override
    public void begin(Consumer<String, byte[]> consumer) {
        forget();
        TopicLoop.partitions(consumer, owned.keySet());
        consumer.subscribe(owned.keySet(), new ForgetWhatIsReadAgain());
    }

    @Override
    public void take(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        lastVersions(records).forEach(this::compare);
        settleDue();
        uncommitted |= !records.isEmpty();
        if (uncommitted && suspects.isEmpty()) {
            consumer.commitAsync();
            uncommitted = false;
        }
        if (suspects.size() > SUSPECTS_MAX) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
    }

    private Map<String, Map<String, Long>> lastVersions(ConsumerRecords<String, byte[]> records) {
        var byTopic = new LinkedHashMap<String, Map<String, Long>>();
        records.forEach(record -> CompactedRecord.of(record)
                .filter(read -> of(read.topic()).owns(read.key()))
                .ifPresent(read -> byTopic.computeIfAbsent(read.topic(), t -> new LinkedHashMap<>())
                        .put(read.key(), read.tombstone() ? GONE : read.version())));
        return byTopic;
    }

    private void compare(String topic, Map<String, Long> last) {
        var versions = of(topic).versions(last.keySet());
        var due = clock.instant().plus(settle);
        last.forEach((key, version) -> {
            var suspect = new TopicKey(topic, key);
            if (version.equals(versions.getOrDefault(key, GONE))) {
                suspects.remove(suspect);
            } else {
                suspects.put(suspect, new Suspect(version, due));
            }
        });
    }

    private void settleDue() {
        if (suspects.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var due = suspects.entrySet().stream()
                .filter(s -> !s.getValue().due().isAfter(now))
                .toList();
        for (var one : due) {
            settle(one.getKey(), one.getValue().version());
            suspects.remove(one.getKey());
        }
    }

    private void settle(TopicKey suspect, long last) {
        var records = of(suspect.topic());
        var versions = records.versions(List.of(suspect.key()));
        if (versions.getOrDefault(suspect.key(), GONE) == last) {
            return;
        }
        transaction.executeWithoutResult(status -> records.current(suspect.key())
                .ifPresentOrElse(outbox::publish, () -> outbox.tombstone(suspect.topic(), suspect.key())));
        log.warn("The last record on {} was not the table's: what the table has is published again", suspect.topic());
    }

    private OwnedRecords of(String topic) {
        return Objects.requireNonNull(owned.get(topic), topic);
    }

    private void forget() {
        suspects.clear();
        uncommitted = false;
    }

    private record TopicKey(String topic, String key) {}

    private record Suspect(long version, Instant due) {}

    private final class ForgetWhatIsReadAgain implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            forget();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            // They are read from what was committed, which is before every suspect.
        }
    }
}
