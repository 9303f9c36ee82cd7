package gg.agis.sandbox.supervision;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where a supervised process stands; what its keeper writes and everybody else reads and waits for. */
final class Life {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private @Nullable ProcessIdentity identity;
    private boolean ready;
    private boolean told;
    private boolean stopping;
    private boolean endExpected;
    private boolean keepsDying;

    interface Launch {
        Process start() throws IOException;
    }

    /** Starts a process, unless all is being stopped: none may slip through between the two. */
    Process begin(Launch launch) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (stopping) {
                throw new InterruptedException();
            }
            Process process = launch.start();
            identity = ProcessIdentity.of(process.pid()).orElse(null);
            return process;
        } finally {
            lock.unlock();
        }
    }

    /**
     * It is ready; whoever waits for that goes on only after the news was told.
     *
     * @param news what tells it
     */
    void ready(Runnable news) {
        change(() -> {
            ready = true;
            keepsDying = false;
        });
        news.run();
        change(() -> told = true);
    }

    void expectEnd() {
        change(() -> endExpected = identity != null);
    }

    /** What was stopped may live again. */
    void begin() {
        change(() -> stopping = false);
    }

    void stop() {
        change(() -> stopping = true);
    }

    /** Takes note of the end; true if nobody asked for it. */
    boolean endedUnexpectedly() {
        lock.lock();
        try {
            boolean unexpected = !endExpected && !stopping;
            ready = false;
            told = false;
            identity = null;
            endExpected = false;
            return unexpected;
        } finally {
            lock.unlock();
        }
    }

    void pause(Duration atMost, boolean givesNoHope) {
        lock.lock();
        try {
            keepsDying |= givesNoHope;
            changed.signalAll();
            long nanos = atMost.toNanos();
            while (!stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    boolean awaitReady(Duration atMost) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(atMost.toMillis());
        lock.lock();
        try {
            while (!told && !stopping && !keepsDying && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    boolean isReady() {
        lock.lock();
        try {
            return ready;
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    Optional<ProcessIdentity> identity() {
        lock.lock();
        try {
            return Optional.ofNullable(identity);
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
