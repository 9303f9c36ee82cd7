package gg.agis.provisioning.saver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a directory as a tar. A game may be running on it: what vanishes meanwhile is left out, and a file is as long as
 * it was when it was come to.
 */
final class Packing extends SimpleFileVisitor<Path> {

    private static final Logger log = LoggerFactory.getLogger(Packing.class);
    private static final int EXECUTABLE = 0_100_755;
    private static final int PLAIN = 0_100_644;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path root;
    private final TarArchiveOutputStream tar;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private Packing(Path root, TarArchiveOutputStream tar) {
        this.root = root;
        this.tar = tar;
    }

    /** Leaves {@code out} open. */
    static void pack(Path root, OutputStream out) throws IOException {
        // What is not there must not become a save of nothing.
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        Files.walkFileTree(root, new Packing(root, tar));
        tar.finish();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        if (directory.equals(root)) {
            return FileVisitResult.CONTINUE;
        }
        if (Staging.isNoData(root.relativize(directory))) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        var entry = new TarArchiveEntry(nameOf(directory) + "/");
        entry.setModTime(attributes.lastModifiedTime());
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            link(file);
        } else if (attributes.isRegularFile()) {
            file(file, attributes);
        } else {
            log.info("{} is no file, and is left out", nameOf(file));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    private void link(Path link) throws IOException {
        var target = Files.readSymbolicLink(link);
        if (!Staging.staysWithin(root, link, target.toString())) {
            log.info("The link {} leads elsewhere, and is left out", nameOf(link));
            return;
        }
        var entry = new TarArchiveEntry(nameOf(link), TarConstants.LF_SYMLINK);
        entry.setLinkName(target.toString());
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private void file(Path file, BasicFileAttributes attributes) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var entry = new TarArchiveEntry(nameOf(file));
            entry.setSize(attributes.size());
            entry.setModTime(attributes.lastModifiedTime());
            entry.setMode(Files.isExecutable(file) ? EXECUTABLE : PLAIN);
            tar.putArchiveEntry(entry);
            copy(in, attributes.size());
            tar.closeArchiveEntry();
        } catch (NoSuchFileException vanished) {
            log.info("{} has vanished meanwhile", nameOf(file));
        }
    }

    private void copy(InputStream in, long size) throws IOException {
        long left = size;
        while (left > 0) {
            int wanted = Math.toIntExact(Math.min(left, buffer.length));
            int got = in.readNBytes(buffer, 0, wanted);
            // Zeros stand for what was cut off while it was read.
            Arrays.fill(buffer, got, wanted, (byte) 0);
            tar.write(buffer, 0, wanted);
            left -= wanted;
        }
    }

    private String nameOf(Path path) {
        return root.relativize(path).toString();
    }
}
