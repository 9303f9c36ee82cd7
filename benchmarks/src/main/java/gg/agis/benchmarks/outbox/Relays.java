package gg.agis.benchmarks.outbox;

import gg.agis.sandbox.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that carry the facts; they end with the benchmark. */
final class Relays implements AutoCloseable {

    private final String[] settings;
    private final Path log;
    private final List<Process> processes = new ArrayList<>();

    Relays(String[] settings, Path log) {
        this.settings = settings;
        this.log = log;
    }

    void start() {
        try {
            processes.add(new ProcessBuilder(JavaCommand.of(RelayProcess.class)
                            .option("-Xmx192m", "-XX:+UseSerialGC")
                            .argument(settings)
                            .build())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    void killOne() {
        var process = processes.removeFirst().destroyForcibly();
        Await.until("a killed relay to be gone", () -> !process.isAlive());
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
