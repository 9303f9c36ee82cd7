package gg.agis.sandbox.junit;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Whether tests use containers: {@code -Dagis.test.servers=docker|embedded}, or by whether an engine answers. */
final class Docker {

    static final String CHOICE = "agis.test.servers";

    private static final String DOCKER = "docker";

    private Docker() {}

    static boolean isUsed() {
        String choice = System.getProperty(CHOICE, Objects.requireNonNullElse(System.getenv("AGIS_TEST_SERVERS"), ""));
        return switch (choice) {
            case DOCKER -> true;
            case "embedded" -> false;
            case "" -> Engine.ANSWERS;
            default -> throw new IllegalArgumentException("%s is docker or embedded, not %s".formatted(CHOICE, choice));
        };
    }

    static String host() {
        return DockerClientFactory.instance().dockerHostIpAddress();
    }

    private static final class Engine {

        // Testcontainers looks everywhere and complains at length where there is none; a socket is asked first.
        static final boolean ANSWERS = (System.getenv("DOCKER_HOST") != null || someSocketAnswers())
                && DockerClientFactory.instance().isDockerAvailable();

        private static boolean someSocketAnswers() {
            String home = System.getProperty("user.home");
            String runtime = System.getenv("XDG_RUNTIME_DIR");
            return Stream.of(
                            Path.of("/var/run/docker.sock"),
                            Path.of(home, ".docker", "run", "docker.sock"),
                            Path.of(home, ".docker", "desktop", "docker.sock"),
                            Path.of(runtime == null ? home : runtime, "docker.sock"))
                    .anyMatch(Engine::answers);
        }

        private static boolean answers(Path socket) {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                return channel.isConnected();
            } catch (IOException nobody) {
                return false;
            }
        }
    }
}
