package gg.agis.e2e.servers;

import gg.agis.e2e.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Officers under test conditions: a thread for each guild asks for a server, approves it, and sometimes ends it, or one
 * before it, or has one before it run longer. Each says what it wants until it is answered, as a person does who cannot
 * know what became of it.
 */
public final class Officers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Officers.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final String IN_FLIGHT = "idempotency-in-progress";

    /** More could not be paid, whatever becomes of them. */
    private static final int WISHES_MAX = Math.toIntExact(Guild.GIFT_MAX / Wish.COST_MAX);

    private final List<Officer> officers = new ArrayList<>();
    private final Semaphore due = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger approved = new AtomicInteger();
    private final AtomicInteger saidAgain = new AtomicInteger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean noMore;

    public Officers(List<Guild> guilds, Random random) {
        guilds.forEach(guild -> officers.add(new Officer(guild, new Random(random.nextLong()))));
    }

    public void start() {
        officers.forEach(officer -> officer.thread =
                Thread.ofVirtual().name("officer-" + officer.guild.id()).start(officer));
    }

    /** Lets so many more servers be wished for. */
    public void release(int wishes) {
        due.release(wishes);
    }

    /** Lets be wished what is missing from so many in all, and returns when everything was answered. */
    public void finish(int wishes, Duration atMost) throws InterruptedException {
        release(Math.max(0, wishes - begun.get() - due.availablePermits()));
        long deadline = System.nanoTime() + atMost.toNanos();
        noMore = true;
        for (Officer officer : officers) {
            if (!officer.thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                throw new AssertionError("%s is not answered although everything is up again; %s"
                        .formatted(officer.wishes.getLast(), this));
            }
        }
    }

    public int approved() {
        return approved.get();
    }

    List<Wish> wishes() {
        return officers.stream().flatMap(officer -> officer.wishes.stream()).toList();
    }

    /** Answers that no fault excuses. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    @Override
    public void close() {
        over.countDown();
    }

    @Override
    public String toString() {
        return "%d servers wished for, %d approved, %d times said again"
                .formatted(begun.get(), approved.get(), saidAgain.get());
    }

    /** Something that is said to the front door. */
    private interface Say {
        Answer once() throws IOException;
    }

    private final class Officer implements Runnable {

        private final Guild guild;
        private final Random random;
        private final List<Wish> wishes = new ArrayList<>();
        private Thread thread = Thread.currentThread();

        Officer(Guild guild, Random random) {
            this.guild = guild;
            this.random = random;
        }

        @Override
        public void run() {
            try {
                while (wishes.size() < WISHES_MAX && mayBegin()) {
                    Wish wish = new Wish(guild, 1 + random.nextInt(Wish.HOURS_MAX));
                    wishes.add(wish);
                    ask(wish);
                    Wish some = wishes.get(random.nextInt(wishes.size()));
                    switch (random.nextInt(6)) {
                        case 0 -> terminate(wish);
                        case 1 -> terminate(some);
                        case 2, 3 -> extend(some);
                        default -> {}
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean mayBegin() throws InterruptedException {
            while (over.getCount() > 0) {
                if (due.tryAcquire(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                    begun.incrementAndGet();
                    return true;
                }
                if (noMore) {
                    return false;
                }
            }
            return false;
        }

        private void ask(Wish wish) throws InterruptedException {
            var accepted = insist(wish, () -> guild.asksFor(wish.key(), Wish.TEMPLATE, wish.hours()), Set.of(202));
            if (accepted.isEmpty()) {
                return;
            }
            wish.isServer(accepted.get().json().path("serverId").asString(""));
            if (insist(wish, () -> guild.tells(wish.server(), "approve"), Set.of(200))
                    .isPresent()) {
                wish.approved();
                approved.incrementAndGet();
            }
        }

        private void terminate(Wish wish) throws InterruptedException {
            if (wish.isApproved()
                    && insist(wish, () -> guild.tells(wish.server(), "terminate"), Set.of(200))
                            .isPresent()) {
                wish.terminated();
            }
        }

        /** Only one that runs can be extended; until then it is refused, and cannot be by a command that was carried out. */
        private void extend(Wish wish) throws InterruptedException {
            if (!wish.isApproved() || wish.isExtended() || wish.isTerminated()) {
                return;
            }
            String key = UUID.randomUUID().toString();
            boolean done = insist(wish, () -> guild.extendsBy(key, wish.server(), 1), Set.of(202, 409))
                    .filter(answer -> answer.status() == 202)
                    .isPresent();
            if (done) {
                wish.extended();
            }
        }

        private Optional<Answer> insist(Wish wish, Say say, Set<Integer> expected) throws InterruptedException {
            do {
                try {
                    Answer answer = say.once();
                    boolean inFlight = answer.status() == 409 && answer.code().equals(IN_FLIGHT);
                    if (!inFlight && expected.contains(answer.status())) {
                        return Optional.of(answer);
                    }
                    if (!inFlight && answer.status() < 500) {
                        surprises.add("%s was answered %s".formatted(wish, answer));
                        return Optional.empty();
                    }
                } catch (IOException e) {
                    log.trace("Nobody there, or gone in the middle: {}", e.toString());
                }
                saidAgain.incrementAndGet();
            } while (!over.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS));
            return Optional.empty();
        }
    }
}
