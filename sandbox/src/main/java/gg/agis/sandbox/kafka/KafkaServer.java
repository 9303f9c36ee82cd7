package gg.agis.sandbox.kafka;

import gg.agis.sandbox.process.DirectoryLock;
import gg.agis.sandbox.process.JavaCommand;
import gg.agis.sandbox.process.Leftovers;
import gg.agis.sandbox.process.Program;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.Waiting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A Kafka broker on a data directory of its own; {@link KafkaBroker} is what runs in its process. */
public final class KafkaServer implements Program, AutoCloseable {

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
                .option("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
                // Half of a start is spent on the optimizing compiler, and what one machine asks of a broker needs
                // none.
                .option("-XX:TieredStopAtLevel=1")
                .option("-Dlogback.configurationFile=gg/agis/sandbox/process-logback.xml")
                .argument(directory.toString())
                .argument(Integer.toString(settings.port()), Integer.toString(settings.controllerPort()))
                .build();
    }

    @Override
    public void awaitReady(Duration timeout, BooleanSupplier alive) {
        Waiting.until(name(), timeout, alive, () -> Files.exists(BrokerProperties.meta(directory)));
        KafkaProbe.awaitAnswer(bootstrapServers(), timeout, alive, this::requireOurs);
    }

    private void requireOurs(String answering) {
        if (!answering.equals(clusterId())) {
            throw new ProgramFailedException("Port %d belongs to another Kafka than the one with its data in %s"
                    .formatted(settings.port(), directory));
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
