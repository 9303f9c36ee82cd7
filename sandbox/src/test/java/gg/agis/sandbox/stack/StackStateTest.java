package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.supervision.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {

    @TempDir
    private Path directory;

    @Test
    void isReadAsItWasWritten() {
        StackDirectory stack = new StackDirectory(directory);
        StackState written = new StackState(
                ProcessIdentity.self(),
                List.of(new StackState.Part("kafka", null, 2000, 0, false, "kafka.log")),
                ProcessIdentity.self());

        written.write(stack);

        assertThat(StackState.read(stack)).contains(written);
        assertThat(written.stillUp()).isTrue();
    }

    @Test
    void aFileOfAnotherVersionIsNone() throws Exception {
        StackDirectory stack = new StackDirectory(directory);
        Files.writeString(stack.state(), "{\"up\":true,\"parts\":[]}");

        assertThat(StackState.read(stack)).isEmpty();
    }

    @Test
    void whatAKilledStackLeftIsEndedAndNothingElse() throws Exception {
        Process left = new ProcessBuilder("sleep", "60").start();
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            StackState state = new StackState(
                    new ProcessIdentity(1, "0"),
                    List.of(
                            part("ads", ProcessIdentity.of(left.pid()).orElseThrow()),
                            part("billing", new ProcessIdentity(bystander.pid(), "0"))),
                    null);

            assertThat(state.stillUp()).isFalse();
            assertThat(Remains.of(state)).extracting(StackState.Part::name).containsExactly("ads");
            Remains.end(state);

            // It is gone; Java notices a moment later.
            assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            left.destroyForcibly();
            bystander.destroyForcibly();
        }
    }

    private static StackState.Part part(String name, ProcessIdentity process) {
        return new StackState.Part(name, process, 1, 1, true, name + ".log");
    }
}
