package gg.agis.sandbox.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Something of the outside world that runs as a process of its own. Whoever supervises it calls {@link #prepare()}
 * before every start, starts {@link #command()}, and then waits with {@link #awaitReady}.
 */
public interface Program {

    String name();

    Path directory();

    /** Makes the data directory usable: first use, clean stop and kill -9 alike. */
    void prepare();

    List<String> command();

    default Map<String, String> environment() {
        return Map.of();
    }

    /** The signal that asks for a quick but orderly end, as {@code kill} names it. */
    default String stopSignal() {
        return "TERM";
    }

    /**
     * Returns once the program answers, and is the one that was started on this directory.
     *
     * @param alive whether the process still runs; when it does not, waiting is pointless
     * @throws ProgramFailedException when it ended or did not answer in time
     */
    void awaitReady(Duration timeout, BooleanSupplier alive);
}
