package gg.agis.common.projection;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Reads topics for as long as the service runs; whatever goes wrong, it begins anew a little later. */
final class TopicLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicLoop.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    // To the group, so that others take over at once; with Kafka away there is nobody to tell.
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Reading reading;
    private @Nullable Run running;

    TopicLoop(String name, Supplier<Consumer<String, byte[]>> consumers, Reading reading) {
        this.name = name;
        this.consumers = consumers;
        this.reading = reading;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = new Run();
            running.thread.start();
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.end();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** All partitions of the topics; it fails while one of them is not there. */
    static List<TopicPartition> partitions(Consumer<?, ?> consumer, Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> {
                    var found = consumer.partitionsFor(topic);
                    if (found == null || found.isEmpty()) {
                        throw new IllegalStateException("there is no topic " + topic);
                    }
                    return found.stream().map(p -> new TopicPartition(topic, p.partition()));
                })
                .toList();
    }

    /** What is done with the records; called by one thread only. */
    interface Reading {

        void begin(Consumer<String, byte[]> consumer);

        void take(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records);
    }

    private final class Run {

        private final Thread thread = Thread.ofVirtual().name(name).unstarted(this::untilEnded);
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile @Nullable Consumer<String, byte[]> current;
        private Duration wait = FIRST_WAIT;

        // Not by interrupting: a consumer that cannot say goodbye keeps its partitions from the other replicas.
        void end() {
            ended.countDown();
            var consumer = current;
            if (consumer != null) {
                consumer.wakeup();
            }
            try {
                thread.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void untilEnded() {
            while (goesOn()) {
                if (!read()) {
                    pause();
                }
            }
        }

        private boolean read() {
            try {
                var consumer = consumers.get();
                try {
                    current = consumer;
                    reading.begin(consumer);
                    while (goesOn()) {
                        reading.take(consumer, consumer.poll(POLL));
                        wait = FIRST_WAIT;
                    }
                } finally {
                    current = null;
                    consumer.close(CloseOptions.timeout(GOODBYE));
                }
                return true;
            } catch (WakeupException e) {
                log.debug("{} ends", name);
                return true;
            } catch (RuntimeException e) {
                log.warn("{} begins anew in {} ms: {}", name, wait.toMillis(), e.toString());
                return false;
            }
        }

        private boolean goesOn() {
            return ended.getCount() > 0;
        }

        private void pause() {
            try {
                if (!ended.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    var longer = wait.multipliedBy(2);
                    wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
                }
            } catch (InterruptedException e) {
                ended.countDown();
            }
        }
    }
}
