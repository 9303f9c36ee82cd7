package gg.agis.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import gg.agis.sandbox.junit.WithTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a servlet service tells about itself, against a real Postgres and Kafka. */
@WithPostgres(schema = "ads")
@WithKafka
@WithTokens(service = "ads")
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.application.name=ads", "spring.main.web-application-type=servlet"})
class StatusTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicReference<@Nullable String> MISSING = new AtomicReference<>();

    @Value("${local.server.port}")
    private int port;

    @Value("${local.management.port}")
    private int managementPort;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        ReadinessCheck projection() {
            return new ReadinessCheck() {
                @Override
                public String name() {
                    return "projection";
                }

                @Override
                public Optional<String> problem() {
                    return Optional.ofNullable(MISSING.get());
                }
            };
        }
    }

    @AfterEach
    void nothingIsMissing() {
        MISSING.set(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/healthz"})
    void healthIsOkOnBothPorts(String path) {
        assertThat(get(port, path).body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(get(managementPort, path).body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/readyz"})
    void readinessNamesDatabaseAndKafkaOnBothPorts(String path) {
        var ready = "{\"status\":\"ready\",\"database\":\"connected\",\"kafka\":\"connected\"}";

        assertThat(get(port, path).body()).isEqualTo(ready);
        assertThat(get(managementPort, path).body()).isEqualTo(ready);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/info", "/about", "/version"})
    void infoNamesTheServiceOnBothPorts(String path) {
        assertThat(get(port, path).body()).contains("\"name\":\"ads\"", "\"java\":\"25");
        assertThat(get(managementPort, path).body()).contains("\"name\":\"ads\"");
    }

    @Test
    void whatIsMissingIsSaidWhileHealthStaysGreen() {
        MISSING.set("The limits have not been read yet.");

        var answer = get(port, "/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"status\":\"unready\"", "\"name\":\"projection\"", "The limits have not been read yet.");
        assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreOnTheManagementPortAloneAndNameTheService() {
        assertThat(get(managementPort, "/metrics").body())
                .contains("agis_bot_database_connected{service=\"ads\"} 1.0")
                .contains("agis_bot_kafka_connected{service=\"ads\"} 1.0")
                .contains("jvm_memory_used_bytes");
        assertThat(get(port, "/metrics").statusCode()).isNotEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/health", "/nothing"})
    void theManagementPortHasNothingElse(String path) {
        assertThat(get(managementPort, path).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(int port, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
