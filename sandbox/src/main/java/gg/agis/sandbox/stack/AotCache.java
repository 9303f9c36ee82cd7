package gg.agis.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a JVM learnt about one build of one service: classes loaded and linked ahead of time. Belongs to this JDK and
 * these flags, which its name says; the directory says which build.
 */
final class AotCache {

    private final Path file;

    AotCache(ServiceLayout layout, List<String> jvmFlags) {
        String key = System.getProperty("java.vm.version") + System.getProperty("os.arch") + String.join(" ", jvmFlags);
        this.file = layout.home().resolve("app-%08x.aot".formatted(key.hashCode()));
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** The flag that uses the cache; a JVM that cannot use it says so in its log and starts without. */
    List<String> using() {
        return exists() ? List.of("-XX:AOTCache=" + file) : List.of();
    }

    /** Where a training run writes to, so that half a cache is never taken for one. */
    Path draft() {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    void adoptDraft() throws IOException {
        Files.move(draft(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void discard() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(draft());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }
}
