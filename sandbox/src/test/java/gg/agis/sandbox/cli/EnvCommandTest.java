package gg.agis.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvCommandTest {

    @Test
    void whatIsHarmlessStaysAsItIs() {
        assertThat(EnvCommand.quoted("http://127.0.0.1:8080")).isEqualTo("http://127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "two words", "it's", "$(rm -rf /)", "a\"b", "back\\slash", "`x`", "#no", "a;b&c|d", "*", "~"
            })
    void aShellReadsBackWhatWasMeant(String value) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "X=" + EnvCommand.quoted(value) + "; printf %s \"$X\"").start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(value);
    }
}
