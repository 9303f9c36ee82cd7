package gg.agis.sandbox.cli.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gg.agis.sandbox.World;
import gg.agis.sandbox.WorldSettings;
import gg.agis.sandbox.adnetwork.AyetSettings;
import gg.agis.sandbox.cli.CommandLineOfTests;
import gg.agis.sandbox.stack.Secrets;
import gg.agis.sandbox.stack.StackState;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerCommandTest {

    private static final String PLAYER = "300000000000000001";

    @TempDir
    private Path checkout;

    private final List<String> asked = new ArrayList<>();
    private final HttpServer gateway;
    private final World world;

    TriggerCommandTest() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
        String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
        world = World.start(new WorldSettings(0, "ours", new AyetSettings(url, "key", Optional.empty())));
    }

    @AfterEach
    void close() {
        world.close();
        gateway.stop(0);
    }

    @Test
    void aConversionShowsWhatWasSentWhatCameBackAndWhereToLook() {
        var agis = trigger("ayet.conversion", "--player", PLAYER);

        assertThat(agis.exitCode()).as(agis.err()).isZero();
        assertThat(asked).singleElement().asString().contains("external_identifier=" + PLAYER);
        assertThat(agis.out())
                .contains(asked.getFirst(), "back  200 {\"status\":\"credited\"}", "/api/wallets/" + PLAYER);
    }

    @Test
    void somebodyNewConsentsFirst() {
        var agis = trigger("ayet.conversion");

        assertThat(agis.exitCode()).as(agis.err()).isZero();
        assertThat(asked).hasSize(2).first().asString().matches("/api/ads/players/[0-9]{17,19}/consent");
    }

    @Test
    void aChargebackTakesBackWhatWasReportedBefore() {
        var agis = trigger("ayet.chargeback", "--player", PLAYER);

        assertThat(agis.exitCode()).as(agis.err()).isZero();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).contains("transaction_id=r-" + transaction(asked.getFirst()), "is_chargeback=1");
    }

    @Test
    void aDuplicateIsTheSameTransactionAgain() {
        var agis = trigger("ayet.duplicate", "--player", PLAYER);

        assertThat(agis.exitCode()).as(agis.err()).isZero();
        assertThat(asked)
                .hasSize(2)
                .extracting(TriggerCommandTest::transaction)
                .containsOnly(transaction(asked.getFirst()));
    }

    @Test
    void aForgedOneIsSignedWithAnotherKey() {
        var agis = trigger("ayet.forged", "--player", PLAYER);

        assertThat(agis.exitCode()).as(agis.err()).isZero();
        assertThat(agis.out()).contains("Somebody without the network's key", "agis_ad_signature_failures_total");
    }

    @Test
    void anUnknownEventIsAnsweredWithThoseThatAre() {
        var agis = trigger("ayet.conversation");

        assertThat(agis.exitCode()).isEqualTo(2);
        assertThat(agis.err())
                .contains(
                        "no event 'ayet.conversation'",
                        "ayet.conversion, ayet.chargeback, ayet.duplicate, ayet.forged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "", "1 OR 1=1", "123456789012345678901"})
    void whatIsNoPlayerIsRefused(String player) {
        assertThat(trigger("ayet.conversion", "--player", player).exitCode()).isEqualTo(2);
    }

    @Test
    void withoutAStackItSaysHowToStartOne() {
        var agis = CommandLineOfTests.run(checkout, "trigger", "ayet.conversion");

        assertThat(agis.exitCode()).isEqualTo(1);
        assertThat(agis.err()).contains("No stack is up", "./agis up");
    }

    @Test
    void withTheRealNetworkItSaysWhyNot() {
        var agis = trigger(List.of(part("gateway", gateway.getAddress().getPort())), "ayet.conversion");

        assertThat(agis.exitCode()).isEqualTo(1);
        assertThat(agis.err()).contains("the real ad network");
    }

    private CommandLineOfTests trigger(String... arguments) {
        return trigger(
                List.of(
                        part("gateway", gateway.getAddress().getPort()),
                        part("world", URI.create(world.url()).getPort())),
                arguments);
    }

    private CommandLineOfTests trigger(List<StackState.Part> parts, String... arguments) {
        var directory = CommandLineOfTests.directoryOf(checkout);
        assertThat(directory.root().toFile().mkdirs()).isTrue();
        Secrets.in(directory.secrets());
        new StackState(ProcessIdentity.self(), parts, null).write(directory);
        var line = new ArrayList<>(List.of("trigger"));
        line.addAll(List.of(arguments));
        return CommandLineOfTests.run(checkout, line.toArray(String[]::new));
    }

    private static StackState.Part part(String name, int port) {
        return new StackState.Part(name, ProcessIdentity.self(), port, port, true, name + ".log");
    }

    private static String transaction(String url) {
        return url.replaceAll(".*transaction_id=([^&]*).*", "$1");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().toString());
            var body = "{\"status\":\"credited\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
