package gg.agis.benchmarks.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come, and says what did not. */
final class Await {

    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(5);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        var end = Instant.now().plus(AT_MOST);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("Waited in vain for " + what);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    static void elapse(Duration duration) {
        var end = Instant.now().plus(duration);
        until("time to pass", () -> Instant.now().isAfter(end));
    }
}
