package gg.agis.provisioning.saver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StagingTest {

    @TempDir
    private Path world;

    @Test
    void whatWasPackedIsThereAgainAndReplacesWhatWas(@TempDir Path other) throws IOException {
        Files.createDirectories(world.resolve("level/region"));
        Files.createDirectories(world.resolve("lost+found"));
        Files.createDirectory(world.resolve("empty"));
        Files.writeString(world.resolve("level/region/r.0.0.mca"), "blocks");
        Files.writeString(world.resolve("Wörld ✓.txt"), "");
        Files.writeString(world.resolve("start.sh"), "run");
        assertThat(world.resolve("start.sh").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(world.resolve("latest"), Path.of("level/region"));
        Files.createSymbolicLink(world.resolve("passwords"), Path.of("/etc/passwd"));
        Files.createDirectories(other.resolve("level"));
        Files.writeString(other.resolve("level/stale"), "of before");

        restore(pack(world), other);

        assertThat(other.resolve("level/region/r.0.0.mca")).hasContent("blocks");
        assertThat(other.resolve("Wörld ✓.txt")).isEmptyFile();
        assertThat(other.resolve("start.sh")).isExecutable().hasContent("run");
        assertThat(other.resolve("level/region/r.0.0.mca").toFile().canExecute())
                .isFalse();
        assertThat(other.resolve("empty")).isEmptyDirectory();
        assertThat(Files.readSymbolicLink(other.resolve("latest"))).isEqualTo(Path.of("level/region"));
        try (var all = Files.list(other)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("level", "Wörld ✓.txt", "start.sh", "empty", "latest");
        }
        assertThat(other.resolve("level/stale")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "level/../../escaped", "..", "level/./file", ".agis-restoring"})
    void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
        var archive = archive(name, TarConstants.LF_NORMAL, "");

        assertThatThrownBy(() -> restore(archive, world)).isInstanceOf(UnsafeArchive.class);

        assertThat(world.resolveSibling("escaped")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"link,/etc/passwd", "link,../outside", "level/link,../../outside"})
    void aLinkThatLeadsElsewhereIsRefused(String name, String target) throws IOException {
        var archive = archive(name, TarConstants.LF_SYMLINK, target);

        assertThatThrownBy(() -> restore(archive, world)).isInstanceOf(UnsafeArchive.class);
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_LINK, TarConstants.LF_FIFO, TarConstants.LF_CHR, TarConstants.LF_BLK})
    void whatIsNoFileIsRefused(byte type) throws IOException {
        var archive = archive("thing", type, "other");

        assertThatThrownBy(() -> restore(archive, world)).isInstanceOf(UnsafeArchive.class);
    }

    private static byte[] pack(Path directory) throws IOException {
        var out = new ByteArrayOutputStream();
        Packing.pack(directory, out);
        return out.toByteArray();
    }

    private static void restore(byte[] archive, Path directory) throws IOException {
        var staging = new Staging(directory);
        staging.fill(new ByteArrayInputStream(archive));
        staging.moveInPlace();
    }

    private static byte[] archive(String name, byte type, String target) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            var entry = new TarArchiveEntry(name, type, true);
            entry.setLinkName(target);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }
}
