package gg.agis.sandbox.supervision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that can be recognised later: pids are used again, a pid together with its start is not.
 *
 * @param start opaque; on Linux the kernel's own ticks, since a wall clock that is set would change anything else
 */
public record ProcessIdentity(long pid, String start) {

    private static final int STATE_FIELD_AFTER_NAME = 0;
    private static final int START_FIELD_AFTER_NAME = 19;
    private static final String ZOMBIE = "Z";
    private static final long POLL_MILLIS = 20;

    public static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> startOf(handle).map(start -> new ProcessIdentity(pid, start)));
    }

    public static ProcessIdentity self() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** The process, if it still runs and is still the same one. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> startOf(handle).filter(start::equals).isPresent());
    }

    /** Sends a signal by its name, without the SIG. */
    public void signal(String name) {
        if (running().isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot send " + name + " to " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks with a signal, waits, and kills what did not listen. */
    public void end(String signal, Duration grace) {
        signal(signal);
        if (!awaitEnd(grace)) {
            running().ifPresent(ProcessHandle::destroyForcibly);
            awaitEnd(Duration.ofSeconds(5));
        }
    }

    public boolean awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (running().isPresent()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // One that has ended stays in the table until its parent asks; the first process of a container may never ask.
    private static Optional<String> startOf(ProcessHandle handle) {
        Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
        try {
            String line = Files.readString(stat, StandardCharsets.UTF_8);
            // The name in parentheses may hold blanks and parentheses, so count from behind it.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return fields[STATE_FIELD_AFTER_NAME].equals(ZOMBIE)
                    ? Optional.empty()
                    : Optional.of(fields[START_FIELD_AFTER_NAME]);
        } catch (IOException e) {
            return handle.info().startInstant().map(Instant::toEpochMilli).map(String::valueOf);
        }
    }
}
