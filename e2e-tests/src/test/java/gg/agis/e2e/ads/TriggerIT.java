package gg.agis.e2e.ads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.e2e.Suite;
import gg.agis.e2e.WithSuite;
import gg.agis.sandbox.World;
import gg.agis.sandbox.WorldSettings;
import gg.agis.sandbox.adnetwork.AyetSettings;
import gg.agis.sandbox.cli.Agis;
import gg.agis.sandbox.stack.StackDirectory;
import gg.agis.sandbox.stack.StackState;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./agis trigger}, as a person calls it, with the ad network's stand-in before a running suite. */
@WithSuite
@Order(2)
class TriggerIT {

    @TempDir
    private Path checkout;

    @SuppressWarnings("NullAway.Init") // before each test
    private World world;

    @BeforeEach
    void aStackWithAStandIn(Suite suite) throws IOException {
        String gateway = suite.stack().url("gateway");
        world = World.start(
                new WorldSettings(0, "e2e", new AyetSettings(gateway, Suite.API_KEYS.getFirst(), Optional.empty())));
        StackDirectory directory = new StackDirectory(checkout.resolve(".agis"));
        Files.createDirectories(directory.root());
        // With its keys the command may call the gateway as a player of this stack.
        Files.copy(suite.stack().directory().secrets(), directory.secrets());
        new StackState(
                        ProcessIdentity.self(),
                        List.of(
                                part("gateway", gateway),
                                part("ads", suite.stack().managementUrl("ads")),
                                part("world", world.url())),
                        null)
                .write(directory);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ayet.conversion, 200, credited, 1",
        "ayet.chargeback, 200, reversed, 2",
        "ayet.duplicate, 200, duplicate, 2",
        "ayet.forged, 401, signature-invalid, 1"
    })
    void itShowsWhatTheSuiteAnswers(String event, int status, String word, int callbacks) throws Exception {
        Process agis = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dagis.checkout=" + checkout,
                        Agis.class.getName(),
                        "trigger",
                        event)
                .redirectErrorStream(true)
                .start();
        String said = new String(agis.getInputStream().readAllBytes(), UTF_8);

        assertThat(agis.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(agis.exitValue()).as(said).isZero();
        List<String> answers =
                said.lines().filter(line -> line.startsWith("  back")).toList();
        assertThat(answers).hasSize(callbacks);
        assertThat(answers.getLast()).startsWith("  back  " + status).contains("\"" + word + "\"");
    }

    private static StackState.Part part(String name, String url) {
        int port = URI.create(url).getPort();
        return new StackState.Part(name, ProcessIdentity.self(), port, port, true, name + ".log");
    }
}
