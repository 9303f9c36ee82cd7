package gg.agis.e2e.faults;

import gg.agis.e2e.Answer;
import gg.agis.e2e.FrontDoor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ad network under test conditions: a thread per player sends that player's conversions one after the other, and
 * resends whatever was not answered 200. A player's next conversion is only sent when the one before is accepted, so the
 * order in which they were sent is the order in which they were committed. About a fifth is doubled: half of these by
 * copies at the same moment, half by a late repetition.
 */
final class Traffic implements AutoCloseable {

    private static final Duration RESEND_AFTER = Duration.ofSeconds(1);
    private static final int DOUBLED_ONE_IN = 10;
    private static final int COPIES_MAX = 3;
    private static final int AMOUNT_MAX = 500;

    private final FrontDoor door;
    private final List<Player> players = new ArrayList<>();
    private final Semaphore due = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger resent = new AtomicInteger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean noMore;

    Traffic(FrontDoor door, List<String> players, Random random) {
        this.door = door;
        players.forEach(id -> this.players.add(new Player(id, new Random(random.nextLong()))));
    }

    void start() {
        players.forEach(player ->
                player.thread = Thread.ofVirtual().name("player-" + player.id).start(player));
    }

    /** Lets so many more conversions happen. */
    void release(int conversions) {
        due.release(conversions);
    }

    /** Keeps something arriving, without heaping up what would then come all at once. */
    void trickle() {
        if (due.availablePermits() == 0) {
            release(1);
        }
    }

    /** Lets happen what is missing from so many in all, and returns when everything was accepted. */
    void finish(int conversions, Duration atMost) throws InterruptedException {
        release(Math.max(0, conversions - begun.get() - due.availablePermits()));
        long deadline = System.nanoTime() + atMost.toNanos();
        noMore = true;
        for (Player player : players) {
            if (!player.thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                throw new AssertionError("%s is not accepted although everything is up again; %s"
                        .formatted(player.conversions.getLast(), this));
            }
        }
    }

    int resent() {
        return resent.get();
    }

    int accepted() {
        return accepted.get();
    }

    /** Per player, in the order in which they were sent. */
    Sent sent() {
        Sent sent = new Sent(List.copyOf(surprises));
        players.forEach(player -> sent.add(player.id, List.copyOf(player.conversions)));
        return sent;
    }

    @Override
    public void close() {
        over.countDown();
    }

    @Override
    public String toString() {
        return "%d conversions begun, %d accepted, %d doubled, %d resends"
                .formatted(begun.get(), accepted.get(), doubled.get(), resent.get());
    }

    private final class Player implements Runnable {

        private final String id;
        private final Random random;
        private final List<SentConversion> conversions = new ArrayList<>();
        private Thread thread = Thread.currentThread();

        Player(String id, Random random) {
            this.id = id;
            this.random = random;
        }

        @Override
        public void run() {
            try {
                while (mayBegin()) {
                    SentConversion conversion = next();
                    if (random.nextInt(DOUBLED_ONE_IN) == 0) {
                        atOnce(conversion, 2 + random.nextInt(COPIES_MAX - 1));
                    } else {
                        sendUntilAccepted(conversion);
                    }
                    accepted.incrementAndGet();
                    if (random.nextInt(DOUBLED_ONE_IN) == 0) {
                        doubled.incrementAndGet();
                        sendUntilAccepted(conversions.get(random.nextInt(conversions.size())));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean mayBegin() throws InterruptedException {
            while (over.getCount() > 0) {
                if (due.tryAcquire(RESEND_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                    begun.incrementAndGet();
                    return true;
                }
                if (noMore) {
                    return false;
                }
            }
            return false;
        }

        private SentConversion next() {
            String transactionId =
                    "%s-%d-%s".formatted(id, conversions.size(), new UUID(random.nextLong(), random.nextLong()));
            SentConversion conversion = new SentConversion(transactionId, id, 1 + random.nextInt(AMOUNT_MAX));
            conversions.add(conversion);
            return conversion;
        }

        private void atOnce(SentConversion conversion, int copies) throws InterruptedException {
            doubled.incrementAndGet();
            List<Thread> senders = new ArrayList<>();
            for (int copy = 0; copy < copies; copy++) {
                senders.add(Thread.ofVirtual().start(() -> sendUntilAccepted(conversion)));
            }
            for (Thread sender : senders) {
                sender.join();
            }
        }
    }

    private void sendUntilAccepted(SentConversion conversion) {
        try {
            while (!send(conversion)) {
                resent.incrementAndGet();
                if (over.await(RESEND_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean send(SentConversion conversion) {
        try {
            Answer answer = door.callback(conversion.callback());
            if (answer.status() == 200) {
                conversion.told(
                        answer.word(), answer.json().path("conversionId").asString(""));
                return true;
            }
            if (answer.status() < 500) {
                surprises.add("%s was answered %s".formatted(conversion, answer));
            }
            return false;
        } catch (IOException e) {
            // Nobody there, or gone in the middle: the network cannot know, and sends again.
            return false;
        }
    }
}
