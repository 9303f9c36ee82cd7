package gg.agis.sandbox.kubernetes.object;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line for each change, so that a cluster outlives its process; read and shortened when it starts again. */
public final class Journal implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String GONE = "gone";
    private static final String OBJECT = "object";

    private final Path file;
    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private final BufferedWriter out;
    private long lastVersion;

    public Journal(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(this::read);
            }
            Path shortened = file.resolveSibling(file.getFileName() + ".new");
            Files.write(
                    shortened,
                    objects.values().stream().map(object -> line(object, false)).toList());
            Files.move(shortened, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Collection<ObjectNode> load() {
        return objects.values();
    }

    long lastVersion() {
        return lastVersion;
    }

    void keep(ObjectNode object) {
        write(line(object, false));
    }

    void remove(ObjectNode object) {
        write(line(object, true));
    }

    private void read(String line) {
        JsonNode entry;
        try {
            entry = JSON.readTree(line);
        } catch (JacksonException cutOff) {
            // Killed while it wrote its last line; nobody had an answer yet.
            return;
        }
        ObjectNode object = entry.withObjectProperty(OBJECT);
        lastVersion = Math.max(lastVersion, Meta.version(object));
        if (entry.path(GONE).asBoolean(false)) {
            objects.remove(Meta.uid(object));
        } else {
            objects.put(Meta.uid(object), object);
        }
    }

    private static String line(ObjectNode object, boolean gone) {
        return JSON.writeValueAsString(JSON.createObjectNode().put(GONE, gone).set(OBJECT, object));
    }

    private void write(String line) {
        try {
            out.write(line);
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(file), e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
