package gg.agis.sandbox.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A locked file that says who holds it. The system lets go of it when its process ends, however that ends.
 *
 * <p>POSIX drops a process's lock as soon as the process closes any handle on the file, so what this process holds
 * itself is looked up in memory, and its file is never opened a second time.
 */
public final class HeldFile implements AutoCloseable {

    private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

    private final Path path;
    private final FileChannel channel;

    private HeldFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    public static Optional<HeldFile> take(Path file, String content) {
        Path path = file.toAbsolutePath().normalize();
        if (HELD_HERE.putIfAbsent(path, content) != null) {
            return Optional.empty();
        }
        Optional<HeldFile> held = Optional.empty();
        try {
            held = lock(path, content);
            return held;
        } finally {
            if (held.isEmpty()) {
                HELD_HERE.remove(path);
            }
        }
    }

    /** What the holder wrote; empty if nobody holds the file. */
    public static Optional<String> contentIfHeld(Path file) {
        Path path = file.toAbsolutePath().normalize();
        String here = HELD_HERE.get(path);
        if (here != null) {
            return Optional.of(here);
        }
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot let go of " + path, e);
        } finally {
            HELD_HERE.remove(path);
        }
    }

    private static Optional<HeldFile> lock(Path path, String content) {
        try {
            Files.createDirectories(path.getParent());
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new HeldFile(path, channel));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + path, e);
        }
    }
}
