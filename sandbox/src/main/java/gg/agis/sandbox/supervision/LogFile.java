package gg.agis.sandbox.supervision;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a process says, in a file that stays bounded. The process appends to it by itself, with no pipe to its parent,
 * so that it may outlive the parent; a full file is therefore copied away and emptied rather than renamed.
 */
public record LogFile(Path path) {

    private static final int TAIL_BYTES_MAX = 256 * 1024;

    public ProcessBuilder.Redirect appending() {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ProcessBuilder.Redirect.appendTo(path.toFile());
    }

    public void rotateAbove(long bytesMax) {
        if (sizeBytes() <= bytesMax) {
            return;
        }
        try {
            Files.copy(path, previous(), StandardCopyOption.REPLACE_EXISTING);
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot rotate " + path, e);
        }
    }

    public Path previous() {
        return path.resolveSibling(path.getFileName() + ".1");
    }

    public long sizeBytes() {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The last lines, at most; none if there is no such file. */
    public List<String> tail(int lines) {
        List<String> found =
                since(Math.max(0, sizeBytes() - TAIL_BYTES_MAX)).lines().toList();
        return found.subList(Math.max(0, found.size() - lines), found.size());
    }

    /** What was appended after this offset, as far as it is there. */
    public String since(long offset) {
        if (!Files.exists(path)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.min(offset, file.length());
            byte[] bytes = new byte[Math.toIntExact(Math.min(file.length() - from, 16L * TAIL_BYTES_MAX))];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }
}
