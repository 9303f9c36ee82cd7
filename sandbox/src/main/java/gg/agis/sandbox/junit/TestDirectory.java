package gg.agis.sandbox.junit;

import gg.agis.sandbox.process.DirectoryLock;
import gg.agis.sandbox.process.Leftovers;
import gg.agis.sandbox.process.ProgramFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where this JVM's servers keep their data, until it ends. */
final class TestDirectory {

    private static final Path ALL =
            Path.of(System.getProperty("java.io.tmpdir"), "agis-tests-" + System.getProperty("user.name"));
    private static final List<String> EXECUTABLES = List.of("postgres", "java");

    private final Path path;
    private final DirectoryLock lock;

    private TestDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    Path path() {
        return path;
    }

    void remove() {
        remove(path, lock);
    }

    /** A fresh directory; what killed JVMs have left behind, processes included, goes first. */
    static TestDirectory create() {
        try {
            Files.createDirectories(ALL);
            clearAbandoned();
            Path fresh = Files.createTempDirectory(ALL, "jvm-");
            return new TestDirectory(fresh, DirectoryLock.tryOn(fresh).orElseThrow());
        } catch (IOException e) {
            throw new ProgramFailedException("No directory for the test servers under " + ALL, e);
        }
    }

    private static void clearAbandoned() throws IOException {
        List<Path> directories;
        try (Stream<Path> found = Files.list(ALL)) {
            directories = found.filter(Files::isDirectory).toList();
        }
        for (Path directory : directories) {
            DirectoryLock.tryOn(directory).ifPresent(lock -> remove(directory, lock));
        }
    }

    private static void remove(Path directory, DirectoryLock lock) {
        try (lock) {
            try (Stream<Path> servers = Files.list(directory)) {
                servers.filter(Files::isDirectory)
                        .forEach(server -> EXECUTABLES.forEach(name -> Leftovers.endAllIn(server, name)));
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(DirectoryLock.lockFile(directory));
        } catch (IOException stillThere) {
            // The next JVM that starts test servers tries again.
        }
    }
}
