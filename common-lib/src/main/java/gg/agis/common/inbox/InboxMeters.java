package gg.agis.common.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What one consumer has applied, what it dropped, what it could not apply and how far it is behind. */
final class InboxMeters {

    private final Counter handled;
    private final Counter duplicates;
    private final Map<TopicPartition, Long> behind = new ConcurrentHashMap<>();
    private volatile long deadLetters;

    InboxMeters(MeterRegistry registry, String consumer) {
        handled = Counter.builder("agis.inbox.handled")
                .description("Facts applied")
                .tag("consumer", consumer)
                .register(registry);
        duplicates = Counter.builder("agis.inbox.duplicates")
                .description("Facts that came again and were dropped")
                .tag("consumer", consumer)
                .register(registry);
        Gauge.builder("agis.dead.letters", () -> deadLetters)
                .description("Facts that wait for an operator, or behind one that does")
                .tag("consumer", consumer)
                .register(registry);
        Gauge.builder("agis.consumer.lag", this::lag)
                .description("Records that the consumer has not handled, as of its last poll")
                .tag("consumer", consumer)
                .register(registry);
    }

    void applied(int facts, int known) {
        handled.increment(facts);
        duplicates.increment(known);
    }

    void deadLetters(long open) {
        deadLetters = open;
    }

    /** Costs no request: the consumer knows it from what it fetched. */
    void polled(Consumer<?, ?> consumer) {
        consumer.assignment()
                .forEach(partition ->
                        consumer.currentLag(partition).ifPresent(records -> behind.put(partition, records)));
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(behind::remove);
    }

    private double lag() {
        return behind.values().stream().mapToLong(Long::longValue).sum();
    }
}
