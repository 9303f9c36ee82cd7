package gg.agis.provisioning;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Where provisioning-service asks what a treasury has. It gives no useful answer unless a test says what to say. */
public final class TreasuryStandIn implements BeforeAllCallback, BeforeEachCallback, TestInstancePreConstructCallback {

    private static volatile OptionalLong available = OptionalLong.empty();

    public static void says(long gc) {
        available = OptionalLong.of(gc);
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        provide();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        provide();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        available = OptionalLong.empty();
    }

    private static void provide() {
        System.setProperty(
                "BILLING_URL", "http://127.0.0.1:" + Holder.SERVER.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        if (available.isEmpty() || token == null) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            var body = "{\"unit\":\"GC\",\"available\":%d,\"held\":0,\"members\":1}"
                    .formatted(available.getAsLong())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static final class Holder {

        private static final HttpServer SERVER = start();

        private static HttpServer start() {
            try {
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/api/treasuries/", TreasuryStandIn::answer);
                server.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
