package gg.agis.sandbox.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a process and its children weigh: their proportional share of memory, as Linux counts it. */
public final class Memory {

    private Memory() {}

    /** Empty where the system does not tell (anything but Linux, or a process of another user). */
    public static OptionalLong pssBytes(ProcessHandle process) {
        OptionalLong own = ownPssBytes(process.pid());
        if (own.isEmpty()) {
            return own;
        }
        try (Stream<ProcessHandle> children = process.descendants()) {
            long theirs = children.mapToLong(child -> ownPssBytes(child.pid()).orElse(0))
                    .sum();
            return OptionalLong.of(own.getAsLong() + theirs);
        }
    }

    private static OptionalLong ownPssBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }
}
