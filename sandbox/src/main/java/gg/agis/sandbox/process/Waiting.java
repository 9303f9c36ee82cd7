package gg.agis.sandbox.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does; there is nothing to be notified by. */
public final class Waiting {

    private static final long STEP_MILLIS = 20;

    private Waiting() {}

    /**
     * Returns once {@code ready} holds.
     *
     * @throws ProgramFailedException when the process ended or the time is over
     */
    public static void until(String name, Duration timeout, BooleanSupplier alive, BooleanSupplier ready) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ready.getAsBoolean()) {
            if (!alive.getAsBoolean()) {
                throw new ProgramFailedException(name + " ended before it was ready; its log says why");
            }
            if (System.nanoTime() > deadline) {
                throw new ProgramFailedException(
                        "%s was not ready within %d s; its log says why".formatted(name, timeout.toSeconds()));
            }
            aMoment();
        }
    }

    static void aMoment() {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailedException("Interrupted while waiting for a process", e);
        }
    }
}
