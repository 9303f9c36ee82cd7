package gg.agis.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Processes that outlived the JVM which started them, found by the directory they work in. */
public final class Leftovers {

    private static final Path PROC = Path.of("/proc");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Leftovers() {}

    /**
     * Ends every process of that executable that works in the directory, and returns when none is left. Others, such
     * as the shell of somebody who looks around there, are left alone.
     */
    public static void endAllIn(Path directory, String executable) {
        List<ProcessHandle> found = in(directory, executable);
        found.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!found.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ProgramFailedException("Processes %s still work in %s and cannot be ended"
                        .formatted(found.stream().map(ProcessHandle::pid).toList(), directory));
            }
            Waiting.aMoment();
            found = in(directory, executable);
        }
    }

    static List<ProcessHandle> in(Path directory, String executable) {
        if (!Files.isDirectory(PROC) || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            Path real = directory.toRealPath();
            return processes
                    .filter(process -> worksIn(process, real) && runs(process, executable))
                    .map(process -> ProcessHandle.of(Long.parseLong(nameOf(process))))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean worksIn(Path process, Path directory) {
        if (!nameOf(process).chars().allMatch(Character::isDigit)) {
            return false;
        }
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(directory);
        } catch (IOException notOursOrGone) {
            return false;
        }
    }

    private static boolean runs(Path process, String executable) {
        try {
            return nameOf(Files.readSymbolicLink(process.resolve("exe"))).equals(executable);
        } catch (IOException notOursOrGone) {
            return false;
        }
    }

    private static String nameOf(Path process) {
        return Objects.requireNonNull(process.getFileName()).toString();
    }
}
