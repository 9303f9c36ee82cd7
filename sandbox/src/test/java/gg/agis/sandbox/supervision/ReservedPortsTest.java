package gg.agis.sandbox.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservedPortsTest {

    @TempDir
    private Path registry;

    @Test
    void aPortIsLentOnceUntilItIsGivenBack() {
        try (ReservedPorts mine = new ReservedPorts(registry, "mine");
                ReservedPorts yours = new ReservedPorts(registry, "yours")) {
            int port = mine.free();

            assertThat(yours.take(port)).isFalse();
            mine.giveBack(port);
            assertThat(yours.take(port)).isTrue();
        }
    }

    @Test
    void aPortThatSomebodyListensOnIsNotLent() throws Exception {
        try (ReservedPorts ports = new ReservedPorts(registry, "mine")) {
            for (String address : new String[] {"127.0.0.1", "0.0.0.0"}) {
                try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
                    assertThat(ports.take(listening.getLocalPort())).isFalse();
                }
            }
        }
    }

    @Test
    void theHolderOfAPortIsKnown() {
        try (ReservedPorts ports = new ReservedPorts(registry, "/home/me/agis")) {
            int port = ports.free();

            assertThat(ReservedPorts.ownerOf(registry, port)).contains("/home/me/agis");
            ports.giveBack(port);
            assertThat(ReservedPorts.ownerOf(registry, port)).isEmpty();
        }
    }

    @Test
    void aPortHeldByAnotherProcessIsNeitherLentNorAnonymous() throws Exception {
        int port;
        try (ReservedPorts ports = new ReservedPorts(registry, "mine")) {
            port = ports.free();
        }
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        registry.toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (ReservedPorts ports = new ReservedPorts(registry, "mine")) {
            assertThat(other.inputReader().readLine()).isEqualTo("true");

            assertThat(ports.take(port)).isFalse();
            assertThat(ReservedPorts.ownerOf(registry, port)).contains("other");

            other.destroyForcibly().waitFor();
            assertThat(ports.take(port)).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void manyAskersGetDifferentPorts() {
        try (ReservedPorts ports = new ReservedPorts(registry, "mine")) {
            Set<Integer> given = new HashSet<>();
            for (int asked = 0; asked < 50; asked++) {
                assertThat(given.add(ports.free())).isTrue();
            }
        }
    }

    /** Holds a port until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            ReservedPorts ports = new ReservedPorts(Path.of(arguments[0]), "other");
            System.out.println(ports.take(Integer.parseInt(arguments[1])));
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
