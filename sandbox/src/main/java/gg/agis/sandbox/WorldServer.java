package gg.agis.sandbox;

import gg.agis.sandbox.process.JavaCommand;
import gg.agis.sandbox.process.Program;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The stand-ins as a process of their own; {@link World} is what runs in it. */
public final class WorldServer implements Program {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    private final Path directory;
    private final WorldSettings settings;

    public WorldServer(Path directory, WorldSettings settings) {
        this.directory = directory.toAbsolutePath().normalize();
        this.settings = settings;
    }

    @Override
    public String name() {
        return "world";
    }

    @Override
    public Path directory() {
        return directory;
    }

    public String url() {
        return "http://127.0.0.1:" + settings.port();
    }

    @Override
    public void prepare() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ProgramFailedException("The directory %s cannot be made".formatted(directory), e);
        }
    }

    @Override
    public List<String> command() {
        return JavaCommand.of(World.class)
                .option("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .option("-Dlogback.configurationFile=gg/agis/sandbox/process-logback.xml")
                .option("-Dsun.net.httpserver.maxReqTime=30")
                .build();
    }

    @Override
    public Map<String, String> environment() {
        return settings.asEnvironment();
    }

    @Override
    public void awaitReady(Duration timeout, BooleanSupplier alive) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build()) {
            Waiting.until(name(), timeout, alive, () -> answersAsOurs(client));
        }
    }

    private boolean answersAsOurs(HttpClient client) {
        HttpRequest health = HttpRequest.newBuilder(URI.create(url() + "/control/health"))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            String said = client.send(health, BodyHandlers.ofString()).body();
            if (!said.contains('"' + settings.instance() + '"')) {
                throw new ProgramFailedException(
                        "Port %d belongs to something else than our stand-ins".formatted(settings.port()));
            }
            return true;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailedException("Interrupted while waiting for the stand-ins", e);
        }
    }
}
