package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {

    @TempDir
    private Path one;

    @TempDir
    private Path other;

    @Test
    void aDirectoryHasOneStack() {
        try (Claim first = Claim.on(new StackDirectory(one), 0)) {
            assertThat(first.gatewayPort()).isPositive();
            assertThatThrownBy(() -> Claim.on(new StackDirectory(one), 0))
                    .hasMessageContaining("already up in " + one)
                    .hasMessageContaining("./agis stop");
        }
        Claim.on(new StackDirectory(one), 0).close();
    }

    @Test
    void twoDirectoriesHaveTwoWithPortsOfTheirOwn() {
        try (Claim first = Claim.on(new StackDirectory(one), 0);
                Claim second = Claim.on(new StackDirectory(other), 0)) {
            assertThat(first.gatewayPort()).isNotEqualTo(second.gatewayPort());
        }
    }

    @Test
    void aPortOfAnotherStackIsSaidWithItsDirectoryAndTheWayOut() {
        try (Claim first = Claim.on(new StackDirectory(one), 0)) {
            int port = first.gatewayPort();
            assertThatThrownBy(() -> Claim.on(new StackDirectory(other), port))
                    .isInstanceOf(StackFailedException.class)
                    .hasMessageContaining("Port %d is taken by the stack of %s", port, one)
                    .hasMessageContaining("Nothing was started")
                    .hasMessageContaining("--port " + (port + 1));
        }
    }

    @Test
    void aPortOfAnotherProgramIsSaidAndTheDirectoryLeftFree() throws Exception {
        try (ServerSocket program = new ServerSocket(0)) {
            assertThatThrownBy(() -> Claim.on(new StackDirectory(one), program.getLocalPort()))
                    .hasMessageContaining("taken by another program");
        }
        Claim.on(new StackDirectory(one), 0).close();
    }
}
