package gg.agis.provisioning.saver;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.junit.TestStorage;
import gg.agis.sandbox.junit.WithStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithStorage
class SaverTest {

    private static final long MIB = 1024 * 1024;
    private static final long GIB = 1024 * MIB;

    @TempDir
    private Path world;

    @TempDir
    private Path other;

    private final UUID save = UUID.randomUUID();
    private final String key = "saves/42/" + save;

    @Test
    void aGibibyteIsSavedAndRestoredWithinAQuarterOfThatInHeap() throws IOException, InterruptedException {
        random(world.resolve("world.dat"), GIB);

        assertThat(program("export", world)).contains("-Xmx256m").endsWith("exit 0");
        assertThat(Files.size(TestStorage.fileOf(key))).isGreaterThan(GIB);
        assertThat(program("restore", other)).contains("-Xmx256m").endsWith("exit 0");

        assertThat(Files.mismatch(world.resolve("world.dat"), other.resolve("world.dat")))
                .isEqualTo(-1);
    }

    @Test
    void aFlippedByteIsRefusedSayingSoAndNothingIsTouched() throws IOException {
        random(world.resolve("world.dat"), MIB);
        Files.writeString(other.resolve("world.dat"), "as it was");
        assertThat(run("export", world)).isEqualTo(Saver.DONE);
        var file = TestStorage.fileOf(key);
        flip(file, Files.size(file) - 100);

        assertThat(run("restore", other)).isEqualTo(Saver.DAMAGED);

        assertThat(other.resolve("world.dat")).hasContent("as it was");
        assertThat(other.resolve(".agis-restoring")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 96, 96 + SealHeader.CHUNK_BYTES + SaveKey.TAG_BYTES})
    void whatIsCutOffIsRefusedSayingSo(long length) throws IOException {
        random(world.resolve("world.dat"), MIB);
        run("export", world);
        try (var file = new RandomAccessFile(TestStorage.fileOf(key).toFile(), "rw")) {
            file.setLength(length);
        }

        assertThat(run("restore", other)).isEqualTo(Saver.DAMAGED);
    }

    @Test
    void anEmptyWorldIsOneToo() throws IOException {
        assertThat(run("export", world)).isEqualTo(Saver.DONE);
        assertThat(run("restore", other)).isEqualTo(Saver.DONE);

        assertThat(other).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereAnyMoreCannotBeRestored() {
        assertThat(run("restore", other)).isEqualTo(Saver.DAMAGED);
    }

    @Test
    void anExportThatFailsLeavesNothingThatLooksLikeASave() {
        assertThat(run("export", world.resolve("nowhere"))).isEqualTo(Saver.FAILED);

        assertThat(TestStorage.fileOf(key)).doesNotExist();
    }

    @Test
    void whoeverCallsItWronglyIsTold() {
        assertThat(run("explode", world)).isEqualTo(Saver.WRONGLY_CALLED);
        assertThat(Saver.run(List.of("export"), Savers.environment())).isEqualTo(Saver.WRONGLY_CALLED);
        assertThat(Saver.run(List.of("export", world.toString(), save.toString(), key), Map.of()))
                .isEqualTo(Saver.WRONGLY_CALLED);
    }

    @Test
    void aStorageThatDoesNotKnowUsIsNoDamage() {
        var wrong = new HashMap<>(Savers.environment());
        wrong.put("S3_SECRET_KEY", "another");

        assertThat(Saver.run(List.of("restore", other.toString(), save.toString(), key), wrong))
                .isEqualTo(Saver.FAILED);
    }

    private int run(String what, Path directory) {
        return Saver.run(List.of(what, directory.toString(), save.toString(), key), Savers.environment());
    }

    /** Runs it as a job does; what it said, and how it ended. */
    private String program(String what, Path directory) throws IOException, InterruptedException {
        var command = new ArrayList<>(Savers.command());
        command.addAll(List.of(what, directory.toString(), save.toString(), key));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_TOOL_OPTIONS", Saver.JAVA_OPTIONS);
        builder.environment().putAll(Savers.environment());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + process.waitFor();
    }

    private static void random(Path file, long length) throws IOException {
        var some = new byte[Math.toIntExact(MIB)];
        var random = new SplittableRandom(42);
        try (var out = Files.newOutputStream(file)) {
            for (long written = 0; written < length; written += some.length) {
                random.nextBytes(some);
                out.write(some);
            }
        }
    }

    private static void flip(Path path, long at) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int value = file.read();
            file.seek(at);
            file.write(value ^ 1);
        }
    }
}
