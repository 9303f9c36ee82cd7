package gg.agis.provisioning.saver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Where a save is unpacked beside the data that it is to become, so that only what is whole ever takes their place. */
final class Staging {

    private static final String NAME = ".agis-restoring";
    /** What file systems and we ourselves put at the top of a volume. */
    private static final Set<String> NO_DATA = Set.of(NAME, "lost+found");

    private static final int OWNER_MAY_EXECUTE = 0_100;

    private final Path root;
    private final Path staging;
    private final Map<Path, String> links = new LinkedHashMap<>();

    Staging(Path root) {
        this.root = root;
        this.staging = root.resolve(NAME);
    }

    static boolean isNoData(Path relative) {
        return relative.getNameCount() == 1 && NO_DATA.contains(relative.toString());
    }

    /** Whether a link at this place leads to somewhere below the root. */
    static boolean staysWithin(Path root, Path link, String target) {
        var parent = link.getParent();
        try {
            return parent != null
                    && !Path.of(target).isAbsolute()
                    && parent.resolve(target).normalize().startsWith(root);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Unpacks a tar; what an earlier attempt left is gone. */
    void fill(InputStream in) throws IOException {
        clear();
        Files.createDirectories(staging);
        var tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
        for (var entry = next(tar); entry != null; entry = next(tar)) {
            take(entry, tar);
        }
        // Last, so that nothing is ever written through a link.
        for (var link : links.entrySet()) {
            makeLink(link.getKey(), link.getValue());
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        return tar.getNextEntry();
    }

    /** What was unpacked takes the place of what is there under the same names. */
    void moveInPlace() throws IOException {
        try (var all = Files.list(staging)) {
            for (var from : all.toList()) {
                var to = root.resolve(staging.relativize(from));
                remove(to);
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        clear();
    }

    void clear() throws IOException {
        links.clear();
        remove(staging);
    }

    private void take(TarArchiveEntry entry, InputStream content) throws IOException {
        var target = placeOf(entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        makeParent(target);
        if (entry.isSymbolicLink()) {
            links.put(target, entry.getLinkName());
        } else if (isPlain(entry)) {
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(target, entry.getLastModifiedTime());
            if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0 && !target.toFile().setExecutable(true)) {
                throw new IOException("%s cannot be made executable".formatted(entry.getName()));
            }
        } else {
            throw new UnsafeArchive("%s is neither file nor directory nor link".formatted(entry.getName()));
        }
    }

    private static boolean isPlain(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isFIFO()
                && !entry.isBlockDevice()
                && !entry.isCharacterDevice();
    }

    private Path placeOf(String name) throws UnsafeArchive {
        try {
            var path = Path.of(name);
            boolean climbs = path.isAbsolute() || !path.normalize().equals(path) || path.startsWith("..");
            if (climbs || name.isEmpty() || isNoData(path)) {
                throw new UnsafeArchive("The name %s leads elsewhere".formatted(name));
            }
            return staging.resolve(path);
        } catch (InvalidPathException e) {
            throw new UnsafeArchive("An entry has a name that no file can have", e);
        }
    }

    private void makeLink(Path link, String target) throws IOException {
        if (!staysWithin(staging, link, target)) {
            throw new UnsafeArchive("The link %s leads elsewhere".formatted(staging.relativize(link)));
        }
        Files.createSymbolicLink(link, Path.of(target));
    }

    private static void makeParent(Path target) throws IOException {
        var parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
