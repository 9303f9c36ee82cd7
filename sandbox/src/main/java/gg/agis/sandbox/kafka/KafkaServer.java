package gg.agis.sandbox.kafka;

import gg.agis.sandbox.process.DirectoryLock;
import gg.agis.sandbox.process.JavaCommand;
import gg.agis.sandbox.process.Leftovers;
import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.process.Program;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.Waiting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.jspecify.annotations.Nullable;

/** A Kafka broker on a data directory of its own; {@link KafkaBroker} is what runs in its process. */
public final class KafkaServer implements Program, AutoCloseable {

    private static final int ANSWER_TIMEOUT_MILLIS = 1_000;

    private final KafkaSettings settings;
    private final Path directory;
    private @Nullable DirectoryLock lock;

    public KafkaServer(KafkaSettings settings) {
        this.settings = settings;
        this.directory = settings.directory().toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Path directory() {
        return directory;
    }

    public int port() {
        return settings.port();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    @Override
    public synchronized void prepare() {
        if (lock == null) {
            lock = DirectoryLock.tryOn(directory)
                    .orElseThrow(() -> new ProgramFailedException(
                            "The data directory %s is in use by another process of the suite".formatted(directory)));
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ProgramFailedException("The data directory %s cannot be made".formatted(directory), e);
        }
        Leftovers.endAllIn(directory, "java");
    }

    @Override
    public List<String> command() {
        return JavaCommand.of(KafkaBroker.class)
                .option("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC")
                .option("-Dlogback.configurationFile=gg/agis/sandbox/process-logback.xml")
                .argument(directory.toString())
                .argument(Integer.toString(settings.port()), Integer.toString(settings.controllerPort()))
                .build();
    }

    @Override
    public void awaitReady(Duration timeout, BooleanSupplier alive) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Waiting.until(name(), timeout, alive, () -> Files.exists(BrokerProperties.meta(directory)));
        Map<String, Object> client = Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "request.timeout.ms",
                ANSWER_TIMEOUT_MILLIS,
                "reconnect.backoff.ms",
                20,
                "reconnect.backoff.max.ms",
                50,
                "default.api.timeout.ms",
                ANSWER_TIMEOUT_MILLIS);
        // A client meets a port that nobody listens on with a warning a time; waiting for the port is silent.
        Waiting.until(name(), timeout, alive, () -> !Ports.isFree(settings.port()));
        try (Admin admin = Admin.create(client)) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Waiting.until(name(), left, alive, () -> answersAsOurs(admin));
        }
    }

    private boolean answersAsOurs(Admin admin) {
        try {
            DescribeClusterResult cluster = admin.describeCluster();
            String answering = cluster.clusterId().get(ANSWER_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            if (!answering.equals(clusterId())) {
                throw new ProgramFailedException("Port %d belongs to another Kafka than the one with its data in %s"
                        .formatted(settings.port(), directory));
            }
            return !cluster.nodes().get().isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailedException("Interrupted while waiting for Kafka", e);
        }
    }

    private String clusterId() {
        Properties meta = new Properties();
        try (Reader reader = Files.newBufferedReader(BrokerProperties.meta(directory))) {
            meta.load(reader);
        } catch (IOException e) {
            throw new ProgramFailedException("Kafka's meta.properties in %s cannot be read".formatted(directory), e);
        }
        return meta.getProperty("cluster.id", "");
    }

    /** Gives the data directory back; the process is its starter's to end. */
    @Override
    public synchronized void close() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
