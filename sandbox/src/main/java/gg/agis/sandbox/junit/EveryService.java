package gg.agis.sandbox.junit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What every service with a schema promises once it has started. */
public final class EveryService {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final String PERMISSION_DENIED = "42501";

    private final String name;
    private final int port;
    private final int managementPort;

    private EveryService(String name, int port, int managementPort) {
        this.name = name;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** One test for each promise. */
    public static Stream<DynamicTest> promises(String name, int port, int managementPort) {
        EveryService service = new EveryService(name, port, managementPort);
        List<DynamicTest> tests = new ArrayList<>();
        add(tests, "it is alive, ready and known on both ports", service::tellsAboutItself);
        add(tests, "metrics name it, on the management port alone", service::hasMetrics);
        add(tests, "it answers only those whom another service vouches for", service::knowsItsCallers);
        add(tests, "its login sees its own schema alone and owns nothing", service::staysInItsSchema);
        add(tests, "its API is what was approved", service::answersAsApproved);
        return tests.stream();
    }

    private static void add(List<DynamicTest> tests, String promise, Executable test) {
        tests.add(DynamicTest.dynamicTest(promise, test));
    }

    private void tellsAboutItself() {
        awaitReady();
        for (int anyPort : List.of(port, managementPort)) {
            for (String path : List.of("/health", "/healthz")) {
                Assertions.assertEquals(
                        "{\"status\":\"ok\"}", get(anyPort, path).body());
            }
            for (String path : List.of("/ready", "/readyz")) {
                Assertions.assertEquals(
                        "{\"status\":\"ready\",\"database\":\"connected\",\"kafka\":\"connected\"}",
                        get(anyPort, path).body());
            }
            for (String path : List.of("/info", "/about", "/version")) {
                Assertions.assertTrue(get(anyPort, path).body().startsWith("{\"name\":\"" + name + "\""), path);
            }
        }
    }

    /** A service answers before it is ready: its projections are still being read. */
    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (get(port, "/ready").statusCode() != 200) {
            Assertions.assertTrue(
                    System.nanoTime() < deadline,
                    () -> "Not ready: " + get(port, "/ready").body());
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void hasMetrics() {
        String metrics = get(managementPort, "/metrics").body();

        Assertions.assertTrue(metrics.contains("agis_bot_database_connected{service=\"" + name + "\"} 1.0"), metrics);
        Assertions.assertTrue(metrics.contains("agis_bot_kafka_connected{service=\"" + name + "\"} 1.0"), metrics);
        Assertions.assertEquals(404, getAsAdmin("/metrics").statusCode());
    }

    private void knowsItsCallers() {
        Assertions.assertEquals(401, get(port, "/nothing").statusCode());
        Assertions.assertEquals(401, get(port, "/actuator/env").statusCode());
        Assertions.assertEquals(404, getAsAdmin("/nothing").statusCode());
        Assertions.assertEquals(404, getAsAdmin("/actuator/env").statusCode());
        Assertions.assertTrue(getAsAdmin("/nothing").body().contains("\"code\":\"not-found\""));
    }

    private void staysInItsSchema() throws SQLException {
        String other = name.equals("ads") ? "billing" : "ads";
        try (var app = TestPostgres.connectAs(name + "_app");
                var statement = app.createStatement()) {
            statement.execute("SELECT count(*) FROM outbox");
            denied(() -> statement.execute("SELECT * FROM " + other + ".outbox"));
            denied(() -> statement.execute("CREATE TABLE mine (id int)"));
            denied(() -> statement.execute("CREATE TABLE public.mine (id int)"));
        }
    }

    private void answersAsApproved() {
        HttpResponse<String> described = getAsAdmin("/v3/api-docs");

        Assertions.assertEquals(200, described.statusCode(), "springdoc is missing among the test's dependencies");
        Approval.approve(
                Path.of("../docs/api", name + ".json"),
                sorted(described.body()),
                "-pl %s-service -am -Dtest='*ApplicationTest'".formatted(name));
    }

    /** In an order that depends on nothing but the content. */
    private static String sorted(String json) {
        return JSON.writeValueAsString(JSON.readValue(json, Object.class)) + "\n";
    }

    private static void denied(Executable statement) {
        SQLException refused = Assertions.assertThrows(SQLException.class, statement);
        Assertions.assertEquals(PERMISSION_DENIED, refused.getSQLState(), refused.getMessage());
    }

    private static HttpResponse<String> get(int port, String path) {
        return send(request(port, path));
    }

    private HttpResponse<String> getAsAdmin(String path) {
        return send(request(port, path)
                .header("Authorization", "Bearer " + TestTokens.admin("1").tokenFor(name)));
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
