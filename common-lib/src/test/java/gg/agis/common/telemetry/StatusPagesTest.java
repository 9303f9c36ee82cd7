package gg.agis.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

/** What the gateway tells, which has no database. */
class StatusPagesTest {

    private final Readiness readiness = new Readiness(List.of(
            new ConnectionCheck(
                    "kafka",
                    new Probe("Kafka", () -> {}, Duration.ofSeconds(1), Duration.ofSeconds(1), System::nanoTime)) {}));
    private final ReactiveStatusFilter filter =
            new ReactiveStatusFilter(new StatusPages(readiness, Map.of("name", "gateway"), () -> "metrics"));

    @Test
    void aServiceWithoutDatabaseClaimsNone() {
        var answer = get("/readyz");

        assertThat(answer.getResponse().getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(bodyOf(answer)).isEqualTo("{\"status\":\"ready\",\"kafka\":\"connected\"}");
    }

    @Test
    void aServiceThatEndsIsAliveAndUnready() {
        readiness.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));

        assertThat(get("/healthz").getResponse().getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(get("/readyz").getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(bodyOf(get("/ready"))).contains("\"name\":\"shutdown\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/actuator/health", "/", "/health/x"})
    void whatIsNoStatusPageGoesOn(String path) {
        assertThat(get(path).getAttributes()).containsEntry("passed", true);
    }

    @Test
    void onlyReadingIsAnswered() {
        var post = MockServerWebExchange.from(MockServerHttpRequest.post("/health"));

        assertThat(filtered(post).getAttributes()).containsEntry("passed", true);
    }

    private MockServerWebExchange get(String path) {
        return filtered(MockServerWebExchange.from(MockServerHttpRequest.get(path)));
    }

    private MockServerWebExchange filtered(MockServerWebExchange exchange) {
        filter.filter(exchange, passed -> {
                    passed.getAttributes().put("passed", true);
                    return Mono.empty();
                })
                .block();
        return exchange;
    }

    private static String bodyOf(MockServerWebExchange exchange) {
        return String.valueOf(exchange.getResponse().getBodyAsString().block());
    }
}
