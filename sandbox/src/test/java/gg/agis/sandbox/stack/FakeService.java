package gg.agis.sandbox.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stands for a built service where only its process matters: unpacks itself as Boot's jars do, answers on its two
 * ports, and tells one variable of its environment.
 */
public final class FakeService {

    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        if (System.getProperty("jarmode") != null) {
            Path self = Path.of(System.getProperty("java.class.path"));
            Files.copy(self, Path.of(arguments[arguments.length - 1]).resolve(self.getFileName()));
        } else if (System.getProperty("spring.context.exit") == null) {
            serve();
        }
    }

    private static void serve() throws IOException {
        String port = System.getenv("SERVER_PORT");
        String once = System.getenv("PORT_TAKEN_ONCE");
        if (once != null && Files.notExists(Path.of(once))) {
            Files.createFile(Path.of(once));
            System.out.println("Web server failed to start. Port " + port + " was already in use.");
            System.exit(1);
        }
        answer("/", port, String.valueOf(System.getenv(System.getenv().getOrDefault("TELLS", "ADS_URL"))));
        answer("/readyz", System.getenv("METRICS_PORT"), "ready");
    }

    private static void answer(String path, String port, String text) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 0);
        server.createContext(path, exchange -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }
}
