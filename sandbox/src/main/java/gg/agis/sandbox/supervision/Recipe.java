package gg.agis.sandbox.supervision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one process is started, known and ended. Asked anew before each start, so that a restart may differ. */
public interface Recipe {

    String name();

    /** What must be there first, and what a killed predecessor left behind. */
    default void prepare() throws Exception {}

    List<String> command();

    Map<String, String> environment();

    /** Asked every moment until it is true; never after that. */
    boolean isReady();

    /** What happens once it is ready, before anybody hears of it. */
    default void afterReady() throws Exception {}

    /** Called when a process ended before it was ready, with the log of just this life. */
    default void diedYoung(String log) {}

    /** A word for the person who waits, read from the log of just this life. */
    default Optional<String> stage(String log) {
        return Optional.empty();
    }

    Path log();

    /** Where it works. */
    Path directory();

    default String endSignal() {
        return "TERM";
    }

    default Duration endGrace() {
        return Duration.ofSeconds(20);
    }
}
