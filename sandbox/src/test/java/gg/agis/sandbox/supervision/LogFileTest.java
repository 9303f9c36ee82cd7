package gg.agis.sandbox.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path directory;

    @Test
    void theTailIsTheLastLines() throws Exception {
        LogFile log = logWith("one\ntwo\nthree\n");

        assertThat(log.tail(2)).containsExactly("two", "three");
        assertThat(log.tail(9)).containsExactly("one", "two", "three");
    }

    @Test
    void aLogThatIsNotThereIsEmpty() {
        assertThat(new LogFile(directory.resolve("none.log")).tail(5)).isEmpty();
    }

    @Test
    void aFullLogIsPutAsideWhileItsWriterGoesOn() throws Exception {
        LogFile log = new LogFile(directory.resolve("a.log"));
        Process writer = new ProcessBuilder("sh", "-c", "echo before; read go; echo after")
                .redirectOutput(log.appending())
                .start();
        org.awaitility.Awaitility.await().until(() -> log.sizeBytes() > 0);

        log.rotateAbove(3);
        try (var in = writer.outputWriter()) {
            in.write("go\n");
        }
        writer.waitFor();

        assertThat(log.path()).hasContent("after\n");
        assertThat(log.previous()).hasContent("before\n");
    }

    @Test
    void aLogWithinItsBoundsIsLeftAlone() throws Exception {
        LogFile log = logWith("short\n");

        log.rotateAbove(100);

        assertThat(log.previous()).doesNotExist();
    }

    @Test
    void whatWasAppendedSinceIsReadAlone() throws Exception {
        LogFile log = logWith("old\n");
        long size = log.sizeBytes();
        Files.writeString(log.path(), "old\nnew\n");

        assertThat(log.since(size)).isEqualTo("new\n");
    }

    private LogFile logWith(String content) throws Exception {
        return new LogFile(Files.writeString(directory.resolve("a.log"), content));
    }
}
