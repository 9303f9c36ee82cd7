package gg.agis.common.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** Polls Kafka for every listener, once the schema is there; Kafka itself may come when it likes. */
final class InboxContainers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InboxContainers.class);

    private static final Duration START_AGAIN = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Collection<Consumption> consumers;
    private final Map<String, Object> kafka;
    private final InboxSettings settings;
    private final ReceivedTrace trace;
    private final CompletionStage<Void> schemaCurrent;
    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers = new ArrayList<>();
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    /** @param kafka where and how to connect */
    InboxContainers(
            Collection<Consumption> consumers,
            Map<String, Object> kafka,
            InboxSettings settings,
            ReceivedTrace trace,
            CompletionStage<Void> schemaCurrent) {
        this.consumers = List.copyOf(consumers);
        this.kafka = kafka;
        this.settings = settings;
        this.trace = trace;
        this.schemaCurrent = schemaCurrent;
    }

    @Override
    public void start() {
        CountDownLatch untilStopped = new CountDownLatch(1);
        stopped = untilStopped;
        consumers.forEach(consumer -> schemaCurrent.thenRun(() -> Thread.ofVirtual()
                .name("start-" + consumer.listener().name())
                .start(() -> start(consumer, untilStopped))));
    }

    @Override
    public void stop() {
        stopped.countDown();
        List<ConcurrentMessageListenerContainer<byte[], byte[]>> running;
        synchronized (containers) {
            running = List.copyOf(containers);
            containers.clear();
        }
        CountDownLatch ended = new CountDownLatch(running.size());
        running.forEach(container -> container.stop(ended::countDown));
        try {
            if (!ended.await(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Not every listener came to an end; what it did not commit comes again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    /** After everything that listeners use, and ended before it. */
    @Override
    public int getPhase() {
        return 1000;
    }

    private void start(Consumption consumer, CountDownLatch untilStopped) {
        try {
            do {
                try {
                    ConcurrentMessageListenerContainer<byte[], byte[]> container = container(consumer);
                    synchronized (containers) {
                        if (untilStopped.getCount() > 0) {
                            container.start();
                            containers.add(container);
                        }
                    }
                    return;
                } catch (RuntimeException e) {
                    // The broker's name cannot be resolved, for example.
                    log.warn("{} cannot start yet: {}", consumer.listener().name(), Consumption.reason(e));
                }
            } while (!untilStopped.await(START_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(Consumption consumer) {
        EventListener listener = consumer.listener();
        RetryLater retry = new RetryLater();
        ContainerProperties properties =
                new ContainerProperties(listener.topics().toArray(String[]::new));
        properties.setGroupId(listener.name());
        properties.setClientId(listener.name());
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        properties.setShutdownTimeout(STOP.toMillis());
        properties.setMessageListener(new BatchConsumerAwareMessageListener<byte[], byte[]>() {
            @Override
            public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> polled) {
                List<Arrival> arrivals = records.stream().map(Arrival::of).toList();
                trace.around(listener.name(), arrivals, () -> consumer.receive(arrivals));
                if (polled != null) {
                    consumer.meters().polled(polled);
                }
                retry.succeeded();
            }
        });
        properties.setConsumerRebalanceListener(new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                consumer.meters().revoked(partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                log.debug("{} has {}", listener.name(), partitions);
            }
        });

        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(consumerSettings()), properties);
        container.setBeanName(listener.name());
        container.setConcurrency(settings.concurrency());
        container.setCommonErrorHandler(retry);
        return container;
    }

    private Map<String, Object> consumerSettings() {
        int sessionTimeout = (int) settings.sessionTimeout().toMillis();
        Map<String, Object> all = new HashMap<>(kafka);
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.pollRecords());
        all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionTimeout);
        all.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionTimeout / 3);
        // Topics may be made only just after this starts.
        all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5000);
        // An idle consumer asks once a second; what comes is answered at once all the same.
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1000);
        all.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        all.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return all;
    }
}
