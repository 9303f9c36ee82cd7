package gg.agis.sandbox.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gg.agis.sandbox.cli.CommandLineOfTests;
import gg.agis.sandbox.stack.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo judges: it praises a gateway that pays once, and finds out one that does not. */
class DemoCommandTest {

    @TempDir
    private Path checkout;

    private final Set<String> paid = new HashSet<>();
    private final AtomicLong wallet = new AtomicLong();
    private boolean paysForged;
    private boolean paysTwice;
    private final HttpServer gateway;

    DemoCommandTest() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
    }

    @BeforeEach
    void open() {
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    @Test
    void aGatewayThatPaysOnceIsPraised() {
        var agis = demo();

        assertThat(agis.exitCode()).as(agis.out()).isZero();
        assertThat(agis.out()).contains("The reward is in the wallet: 120 GC", "Earned once, and only once");
    }

    @Test
    void aGatewayThatPaysForARepeatedCallbackIsFoundOut() {
        paysTwice = true;

        assertThat(demo().exitCode()).isEqualTo(1);
    }

    @Test
    void aGatewayThatPaysForAForgedCallbackIsFoundOut() {
        paysForged = true;

        assertThat(demo().exitCode()).isEqualTo(1);
    }

    private CommandLineOfTests demo() {
        Secrets.in(CommandLineOfTests.directoryOf(checkout).secrets());
        return CommandLineOfTests.run(
                checkout,
                "demo",
                "--url",
                "http://127.0.0.1:" + gateway.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.startsWith("/ads/")) {
                callback(exchange);
            } else if (path.startsWith("/api/wallets/")) {
                say(exchange, 200, "{\"available\":%d}".formatted(wallet.get()));
            } else {
                say(exchange, 200, "{}");
            }
        }
    }

    private void callback(HttpExchange exchange) throws IOException {
        var hash = exchange.getRequestHeaders().getFirst("X-Ayetstudios-Security-Hash");
        var query = exchange.getRequestURI().getRawQuery();
        if (!paysForged && "0".repeat(64).equals(hash)) {
            say(exchange, 401, "{\"code\":\"signature-invalid\"}");
        } else if (paid.add(query.replaceAll(".*transaction_id=([^&]*).*", "$1")) || paysTwice) {
            wallet.addAndGet(120);
            say(exchange, 200, "{\"status\":\"credited\"}");
        } else {
            say(exchange, 200, "{\"status\":\"duplicate\"}");
        }
    }

    private static void say(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
