package gg.agis.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalTest {

    @TempDir
    private Path directory;

    @Test
    void whatWasApprovedPasses() throws IOException {
        var file = Files.writeString(directory.resolve("page.md"), "a\nb\n");

        assertThatCode(() -> Approval.approve(file, "a\nb\n", "-Dtest=PageTest"))
                .doesNotThrowAnyException();
    }

    @Test
    void aDifferenceIsShownWithTheCommandThatApprovesIt() throws IOException {
        var file = Files.writeString(directory.resolve("page.md"), "a\nb\nc\n");

        assertThatThrownBy(() -> Approval.approve(file, "a\nx\nc\n", "-Dtest=PageTest"))
                .hasMessageContaining("page.md")
                .hasMessageContaining("line 2\n- b\n+ x\n")
                .hasMessageContaining("mvn test -Dtest=PageTest")
                .hasMessageContaining("-Dagis.approve=true");
        assertThat(file).hasContent("a\nb\nc");
    }

    @Test
    void whatNobodyHasApprovedFails() {
        var file = directory.resolve("new.md");

        assertThatThrownBy(() -> Approval.approve(file, "a\n", "-Dtest=PageTest"))
                .hasMessageContaining("+ a\n");
        assertThat(file).doesNotExist();
    }

    @Test
    void anAdditionIsShownAlone() {
        assertThat(Approval.difference("a\na\n", "a\na\na\n")).isEqualTo("line 3\n+ a\n");
    }
}
