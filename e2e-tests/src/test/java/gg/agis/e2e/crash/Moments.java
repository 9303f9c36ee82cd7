package gg.agis.e2e.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * The moments at which a service can be made to die: as in a power cut, without a word. A moment is armed by a file of
 * its name; the file is renamed when the process dies of it, so that its next life passes the moment unharmed and the
 * test sees that it happened.
 */
public final class Moments {

    /** Makes the consumer commit what it has polled before anything is done about it: a mutant. */
    public static final String OFFSETS_FIRST = "mutant.offsets-first";

    /** Behind the name of a moment that has killed. */
    public static final String HIT = ".hit";

    private static final int KILLED = 137;

    private static Path directory = Path.of(".");

    // Who commits tells what is committed: a callback, a batch of facts applied, or the deletion of what was sent.
    private static final ThreadLocal<String> ROLE = ThreadLocal.withInitial(() -> "request");

    private Moments() {}

    static void watch(Path armed) {
        directory = armed;
    }

    @SuppressWarnings("unused") // called from the code that MomentTransformer weaves in
    public static void entered(Object self, String method) {
        switch (method) {
            case "commit" -> reached(ROLE.get() + ".before-commit");
            case "flush" -> {
                ROLE.set("relay");
                reached("relay.before-send");
            }
            case "filter" -> reached("gateway.before-passing-on");
            case "writeWith", "writeAndFlushWith" -> reached("gateway.before-answer");
            default -> {}
        }
    }

    @SuppressWarnings("unused") // called from the code that MomentTransformer weaves in
    public static void leaving(@Nullable Object result, Object self, String method) {
        switch (method) {
            case "commit" -> reached(ROLE.get() + ".after-commit");
            case "flush" -> reached("relay.after-send");
            case "poll" -> {
                if (result instanceof ConsumerRecords<?, ?> records && !records.isEmpty()) {
                    polled((Consumer<?, ?>) self);
                }
            }
            case "commitSync" -> reached("listener.after-offsets");
            default -> {}
        }
    }

    private static void polled(Consumer<?, ?> consumer) {
        ROLE.set("listener");
        if (Files.exists(directory.resolve(OFFSETS_FIRST))) {
            consumer.commitSync();
        }
        reached("listener.after-poll");
    }

    private static void reached(String moment) {
        if (Files.exists(directory.resolve(moment))) {
            die(moment);
        }
    }

    // Whoever comes second waits here for the end: a process dies of one moment.
    private static synchronized void die(String moment) {
        try {
            Files.move(directory.resolve(moment), directory.resolve(moment + HIT), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(KILLED);
    }
}
