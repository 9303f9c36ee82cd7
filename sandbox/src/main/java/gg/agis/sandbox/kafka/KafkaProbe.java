package gg.agis.sandbox.kafka;

import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** Finds out whether a broker answers. */
public final class KafkaProbe {

    private static final String NAME = "kafka";
    private static final int ANSWER_TIMEOUT_MILLIS = 1_000;

    private KafkaProbe() {}

    /**
     * Returns once a broker answers and serves clients.
     *
     * @param clusterId is given the id of the cluster that answers, and throws where it is the wrong one
     */
    public static void awaitAnswer(
            String bootstrapServers, Duration timeout, BooleanSupplier alive, Consumer<String> clusterId) {
        // A client meets a port that nobody listens on with a warning each time; waiting for the port is silent.
        Waiting.until(NAME, timeout, alive, () -> isListening(bootstrapServers));
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", ANSWER_TIMEOUT_MILLIS,
                "default.api.timeout.ms", ANSWER_TIMEOUT_MILLIS,
                "reconnect.backoff.ms", 20,
                "reconnect.backoff.max.ms", 50))) {
            Waiting.until(NAME, timeout, alive, () -> answers(admin, clusterId));
        }
    }

    private static boolean answers(Admin admin, Consumer<String> clusterId) {
        try {
            DescribeClusterResult cluster = admin.describeCluster();
            clusterId.accept(cluster.clusterId().get(ANSWER_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
            return !cluster.nodes()
                    .get(ANSWER_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailedException("Interrupted while waiting for Kafka", e);
        }
    }

    private static boolean isListening(String bootstrapServers) {
        int colon = bootstrapServers.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            bootstrapServers.substring(0, colon),
                            Integer.parseInt(bootstrapServers.substring(colon + 1))),
                    ANSWER_TIMEOUT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
