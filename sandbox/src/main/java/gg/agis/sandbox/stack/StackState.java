package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code stack.json} tells the other commands: which processes there are, and where they listen. Holds no secret.
 *
 * @param supervisor the process that supervises the others
 * @param training a process that makes an AOT cache at the moment
 */
public record StackState(
        ProcessIdentity supervisor,
        List<Part> parts,
        @Nullable ProcessIdentity training) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * One process of the stack.
     *
     * @param port where it serves; 0 where it was never given one
     * @param managementPort where readiness and metrics are; 0 where there is none
     * @param morePorts where else it serves, by what is served there
     */
    public record Part(
            String name,
            @Nullable ProcessIdentity process,
            int port,
            int managementPort,
            boolean ready,
            String log,
            Map<String, Integer> morePorts) {

        // Absent in what an older command wrote.
        public Part {
            morePorts = Objects.requireNonNullElse(morePorts, Map.of());
        }

        public Part(
                String name,
                @Nullable ProcessIdentity process,
                int port,
                int managementPort,
                boolean ready,
                String log) {
            this(name, process, port, managementPort, ready, log, Map.of());
        }

        public boolean stillRuns() {
            return process != null && process.running().isPresent();
        }
    }

    public StackState {
        Objects.requireNonNull(supervisor);
        Objects.requireNonNull(parts);
    }

    public static Optional<StackState> read(StackDirectory directory) {
        Path file = directory.state();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file, StackState.class));
        } catch (JacksonException e) {
            // Another version of this command wrote it; what it says of processes cannot be relied on.
            return Optional.empty();
        }
    }

    public void write(StackDirectory directory) {
        Path file = directory.state();
        Path draft = file.resolveSibling("stack.json.new");
        try {
            Files.createDirectories(directory.root());
            JSON.writerWithDefaultPrettyPrinter().writeValue(draft, this);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    public boolean stillUp() {
        return supervisor.running().isPresent();
    }

    public Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }
}
