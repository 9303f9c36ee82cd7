package gg.agis.common.inbox;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Goes back to where a poll began, for as long as the trouble lasts; each wait is far shorter than what the group allows
 * between two polls.
 */
final class RetryLater implements CommonErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(RetryLater.class);

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LAST = Duration.ofSeconds(5);

    // One consumer's thread each.
    private final ThreadLocal<Duration> wait = ThreadLocal.withInitial(() -> FIRST);

    void succeeded() {
        wait.remove();
    }

    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> poll,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable again) {
        Duration now = wait.get();
        wait.set(now.multipliedBy(2).compareTo(LAST) < 0 ? now.multipliedBy(2) : LAST);
        log.warn(
                "{} takes up {} facts again in {} ms: {}",
                container.getGroupId(),
                poll.count(),
                now.toMillis(),
                thrown.getCause() == null
                        ? thrown.toString()
                        : thrown.getCause().toString());
        poll.partitions()
                .forEach(partition -> consumer.seek(
                        partition, poll.records(partition).getFirst().offset()));
        try {
            ListenerUtils.stoppableSleep(container, now.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting", e);
        }
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    /** What was not handled is not committed. */
    @Override
    public boolean isAckAfterHandle() {
        return false;
    }
}
