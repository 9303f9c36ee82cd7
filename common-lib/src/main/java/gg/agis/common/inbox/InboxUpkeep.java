package gg.agis.common.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Every half minute counts the dead letters, and once an hour sees to the partitions of the inbox. */
final class InboxUpkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InboxUpkeep.class);
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final int PARTITIONS_EVERY_ROUNDS = 120;

    private final InboxTable inbox;
    private final DeadLetterTable letters;
    private final Collection<Consumption> consumers;
    private final CompletionStage<Void> schemaCurrent;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    InboxUpkeep(
            InboxTable inbox,
            DeadLetterTable letters,
            Collection<Consumption> consumers,
            CompletionStage<Void> schemaCurrent) {
        this.inbox = inbox;
        this.letters = letters;
        this.consumers = consumers;
        this.schemaCurrent = schemaCurrent;
    }

    @Override
    public void start() {
        CountDownLatch untilStopped = new CountDownLatch(1);
        stopped = untilStopped;
        schemaCurrent.thenRun(() -> Thread.ofVirtual().name("inbox-upkeep").start(() -> run(untilStopped)));
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    void count() {
        Map<String, Long> open = letters.openByConsumer();
        consumers.forEach(consumer -> consumer.meters()
                .deadLetters(open.getOrDefault(consumer.listener().name(), 0L)));
    }

    private void partitions() {
        inbox.upkeep();
        letters.forgetResent();
    }

    private void run(CountDownLatch untilStopped) {
        try {
            int round = 0;
            do {
                attempt(this::count);
                if (round++ % PARTITIONS_EVERY_ROUNDS == 0) {
                    attempt(this::partitions);
                }
            } while (!untilStopped.await(ROUND.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // A lock not to be had, or the database away: the next time will do.
            log.warn("The inbox's upkeep is put off: {}", e.toString());
        }
    }
}
