package gg.agis.sandbox.junit;

import gg.agis.sandbox.kafka.KafkaEnvironment;
import gg.agis.sandbox.kafka.KafkaProbe;
import gg.agis.sandbox.kafka.KafkaServer;
import gg.agis.sandbox.kafka.KafkaSettings;
import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.process.Server;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;

/** The Kafka of this JVM's tests, started by whoever asks first. */
public final class TestKafka {

    private static final String IMAGE = "apache/kafka:4.2.1";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private TestKafka() {}

    public static String bootstrapServers() {
        return Holder.ADDRESS;
    }

    public static void start() {
        Holder.SERVER.start();
    }

    public static void stop() {
        Holder.SERVER.stop();
    }

    public static void kill() {
        Holder.SERVER.kill();
    }

    /** Connections stay and nothing answers, until {@link #thaw()}. */
    public static void freeze() {
        Holder.SERVER.freeze();
    }

    public static void thaw() {
        Holder.SERVER.thaw();
    }

    private static final class Holder {

        static final String ADDRESS;
        static final Server SERVER;

        static {
            int port = Ports.free();
            if (Docker.isUsed()) {
                ADDRESS = Docker.host() + ":" + port;
                SERVER = inContainer(port, ADDRESS);
            } else {
                ADDRESS = "127.0.0.1:" + port;
                SERVER = Servers.program(
                        new KafkaServer(new KafkaSettings(Servers.directory("kafka"), port, Ports.free())));
            }
            SERVER.start();
        }

        private static Server inContainer(int port, String address) {
            GenericContainer<?> container = new GenericContainer<>(IMAGE)
                    .withEnv(KafkaEnvironment.of(address))
                    .withExposedPorts(KafkaEnvironment.CLIENT_PORT);
            return new ContainerServer(
                    container,
                    port,
                    KafkaEnvironment.CLIENT_PORT,
                    () -> KafkaProbe.awaitAnswer(address, START_TIMEOUT, () -> true, anyCluster -> {}));
        }
    }
}
