package gg.agis.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.token.Caller;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import gg.agis.sandbox.junit.WithTokens;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a service answers, from the socket to the database and back. */
@WithPostgres(schema = "experiments")
@WithKafka
@WithTokens(service = "experiments")
@SpringBootTest(
        classes = WebTest.Service.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.application.name=experiments", "spring.main.web-application-type=servlet"})
class WebTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger PAID = new AtomicInteger();
    private static final Semaphore GATE = new Semaphore(0);

    @Value("${local.server.port}")
    private int port;

    private final String token = TestTokens.player("42").tokenFor("experiments");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Things.class)
    static class Service {}

    @RestController
    static class Things {

        private final JdbcClient jdbc;

        Things(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        record Thing(
                @NotBlank String name,
                @Positive long amountGc,
                @Nullable @Valid Part part) {}

        record Part(@Max(9) int size) {}

        record Paid(UUID cause, String playerId) {}

        @PostMapping("/api/things")
        Thing make(@Valid @RequestBody Thing thing) {
            return thing;
        }

        @GetMapping("/api/things/{number}")
        Map<String, Object> show(@PathVariable long number, @RequestParam @Max(5) int size, Caller caller) {
            return Map.of("number", number, "size", size, "subject", caller.subject());
        }

        @GetMapping("/api/numbers")
        Page<Integer> list(Slice slice) {
            int first = slice.after().map(Integer::parseInt).orElse(0) + 1;
            var found = IntStream.rangeClosed(first, 120)
                    .limit(slice.rowsMax())
                    .boxed()
                    .toList();
            return slice.page(found, Object::toString);
        }

        @GetMapping("/api/other-numbers")
        Page<Integer> listOthers(Slice slice) {
            return list(slice);
        }

        @GetMapping("/api/failures/{kind}")
        void fail(@PathVariable String kind) {
            switch (kind) {
                case "refusal" ->
                    throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "insufficient-funds", "You lack 5 GC.")
                            .with("missing", 5);
                case "away" -> throw new TransientDataAccessResourceException("password=hunter2");
                case "none" -> jdbc.sql("SELECT 1").query().listOfRows();
                case "killed" ->
                    jdbc.sql("SELECT pg_terminate_backend(pg_backend_pid())")
                            .query()
                            .listOfRows();
                default -> throw new IllegalStateException("password=hunter2");
            }
        }

        @Idempotent
        @PostMapping("/api/payments/{kind}")
        @ResponseStatus(HttpStatus.CREATED)
        Paid pay(@PathVariable String kind, @RequestBody Thing thing, IdempotencyKey key, Caller caller)
                throws InterruptedException {
            PAID.incrementAndGet();
            switch (kind) {
                case "slow" -> GATE.acquire();
                case "broken" -> throw new IllegalStateException("broken");
                case "poor" -> throw Problem.unprocessable("insufficient-funds", "You lack 5 GC.");
                default -> {}
            }
            return new Paid(key.cause(), caller.playerId().orElseThrow());
        }
    }

    @BeforeEach
    void nothingIsPaid() {
        PAID.set(0);
    }

    @Nested
    class WhoAsks {

        @Test
        void isKnownToTheController() {
            assertThat(get("/api/things/1?size=2").body()).contains("\"subject\":\"player:42\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/things/1?size=2", "/actuator", "/actuator/env", "/nothing", "/metrics", "/error"})
        void mustHaveATokenWhateverTheyAskFor(String path) {
            var answer = send(request(path).GET());

            assertProblem(answer, 401, "unauthenticated");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }

        @Test
        void mayNotComeWithATokenForAnotherServiceOrWithTwo() {
            var other = TestTokens.player("42").tokenFor("billing");

            assertProblem(
                    send(request("/api/numbers")
                            .header("Authorization", "Bearer " + other)
                            .GET()),
                    401,
                    "unauthenticated");
            assertProblem(
                    send(request("/api/numbers")
                            .header("Authorization", "Bearer " + token)
                            .header("Authorization", "Bearer " + token)
                            .GET()),
                    401,
                    "unauthenticated");
            assertProblem(
                    send(request("/api/numbers")
                            .header("Authorization", "Basic " + token)
                            .GET()),
                    401,
                    "unauthenticated");
        }
    }

    @Nested
    class WhatIsRefused {

        @Test
        void isSaidInOneForm() {
            var problem = JSON.readTree(get("/api/failures/refusal").body());

            assertThat(problem.path("type").asString()).isEqualTo("/problems/insufficient-funds");
            assertThat(problem.path("title").asString()).isEqualTo("Insufficient funds");
            assertThat(problem.path("status").asInt()).isEqualTo(422);
            assertThat(problem.path("detail").asString()).isEqualTo("You lack 5 GC.");
            assertThat(problem.path("code").asString()).isEqualTo("insufficient-funds");
            assertThat(problem.path("missing").asInt()).isEqualTo(5);
            assertThat(problem.path("traceId").asString()).matches("[0-9a-f]{32}");
            assertThat(problem.has("errors")).isFalse();
        }

        @Test
        void isFoundAgainByTheCallersTrace() {
            var trace = "4bf92f3577b34da6a3ce929d0e0e4736";

            var answer = send(authorized("/api/failures/refusal")
                    .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                    .GET());

            assertThat(answer.body()).contains("\"traceId\":\"" + trace + "\"");
        }

        @ParameterizedTest
        @CsvSource({
            "/nothing, 404, not-found",
            "/actuator/env, 404, not-found",
            "/error, 404, not-found",
            "/api/things/x?size=1, 400, invalid-parameter",
            "/api/things/1, 400, invalid-parameter",
            "/api/things/1?size=6, 400, invalid-parameter",
            "/api/things/1?size=x, 400, invalid-parameter",
            "/api/payments/now, 405, method-not-allowed",
        })
        void isToldByStatusAndCode(String path, int status, String code) {
            assertProblem(get(path), status, code);
        }

        @Test
        void namesTheMethodsThatAnAddressTakes() {
            assertThat(get("/api/payments/now").headers().firstValue("Allow")).contains("POST");
        }

        @Test
        void doesNotTrace() {
            assertProblem(
                    send(authorized("/api/numbers").method("TRACE", BodyPublishers.noBody())),
                    405,
                    "method-not-allowed");
        }

        @Test
        void isAnsweredAsAProblemEvenToWhoAcceptsNone() {
            assertProblem(
                    send(authorized("/api/numbers").header("Accept", "text/csv").GET()), 406, "not-acceptable");
            assertProblem(
                    send(authorized("/nothing").header("Accept", "text/csv").GET()), 404, "not-found");
        }

        @Test
        void isAnsweredAsAProblemEvenIfTheServerCannotReadIt() throws IOException {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write("GET /\\x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(answer).contains("400", "application/problem+json", "\"code\":\"bad-request\"");
            }
        }

        @Test
        void saysNothingInternal() {
            var failed = get("/api/failures/bug");
            assertProblem(failed, 500, "internal-error");
            assertThat(failed.body()).doesNotContain("hunter2", "IllegalState");

            var away = get("/api/failures/away");
            assertProblem(away, 503, "service-unavailable");
            assertThat(away.headers().firstValue("Retry-After")).contains("2");
            assertThat(away.body()).doesNotContain("hunter2").contains("\"retryAfterSeconds\":2");
        }

        @Test
        void canBeTriedAgainWhenTheDatabaseHasDroppedTheConnection() {
            assertProblem(get("/api/failures/killed"), 503, "service-unavailable");
            assertThat(get("/api/numbers").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class ABody {

        @Test
        void isTakenAsItIs() {
            var answer = post("/api/things", "{\"name\":\"Käse \\\\u0000\",\"amountGc\":7}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("Käse");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "{\"name\":\"a\",\"name\":\"b\",\"amountGc\":1}",
                    "{\"name\":\"a\",\"amountGc\":1} {}",
                    "{\"name\":\"a\\u0000\",\"amountGc\":1}",
                    "{\"na\\u0000me\":\"a\",\"amountGc\":1}",
                    "{\"name\":\"a\0\",\"amountGc\":1}",
                    "[]",
                })
        void mustBeJson(String body) {
            assertProblem(post("/api/things", body), 400, "malformed-json");
        }

        @Test
        void mustBeUtf8() {
            byte[] latin1 = "{\"name\":\"Käse\",\"amountGc\":1}".getBytes(StandardCharsets.ISO_8859_1);

            assertProblem(
                    send(authorized("/api/things")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(latin1))),
                    400,
                    "malformed-json");
        }

        @Test
        void mayNotBeDeeperThan64() {
            var deep = "{\"name\":" + "[".repeat(64) + "]".repeat(64) + "}";

            assertProblem(post("/api/things", deep), 400, "malformed-json");
        }

        @Test
        void hasNoFieldThatIsUnknownOrNotTheCallers() {
            var answer =
                    post("/api/things", "{\"name\":\"a\",\"amountGc\":1,\"part\":{\"size\":1,\"role\":\"admin\"}}");

            assertProblem(answer, 400, "unknown-field");
            assertThat(answer.body()).contains("\"field\":\"part.role\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.5", "9223372036854775808", "\"1\"", "true", "null", "0", "-1", "[]"})
        void hasAmountsThatArePositiveWholeNumbers(String amount) {
            var answer = post("/api/things", "{\"name\":\"a\",\"amountGc\":" + amount + "}");

            assertProblem(answer, 400, "invalid-amount-gc");
            assertThat(answer.body()).contains("\"field\":\"amountGc\"");
        }

        @Test
        void isToldEveryFaultAtOnce() {
            var problem = assertProblem(
                    post("/api/things", "{\"name\":\"\",\"amountGc\":1,\"part\":{\"size\":10}}"),
                    400,
                    "invalid-request");

            assertThat(problem.path("errors")
                            .valueStream()
                            .map(error -> error.path("code").asString()))
                    .containsExactlyInAnyOrder("invalid-name", "invalid-size");
        }

        @Test
        void isOfATypeThatIsTaken() {
            assertProblem(
                    send(authorized("/api/things")
                            .header("Content-Type", "text/plain")
                            .POST(BodyPublishers.ofString("{}"))),
                    415,
                    "unsupported-media-type");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isNotTooLarge(boolean saysItsSize) {
            var large = "{\"name\":\"" + "x".repeat(256 * 1024) + "\",\"amountGc\":1}";
            var bytes = large.getBytes(StandardCharsets.UTF_8);
            var publisher = saysItsSize
                    ? BodyPublishers.ofByteArray(bytes)
                    : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));

            assertProblem(
                    send(authorized("/api/things")
                            .header("Content-Type", "application/json")
                            .POST(publisher)),
                    413,
                    "payload-too-large");
        }
    }

    @Nested
    class APostgresThatIsAway {

        @AfterEach
        void isBackForTheOthers() {
            TestPostgres.start();
            Awaitility.await().until(() -> send(request("/readyz").GET()).statusCode() == 200);
        }

        @Test
        void isSaidAndComesBackByItself() {
            TestPostgres.stop();

            var away = get("/api/failures/none");
            assertProblem(away, 503, "service-unavailable");
            assertThat(away.headers().firstValue("Retry-After")).contains("2");
            assertThat(send(request("/healthz").GET()).statusCode()).isEqualTo(200);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(send(request("/readyz").GET()).body())
                                    .contains(
                                            "\"status\":\"unready\"",
                                            "\"database\":\"disconnected\"",
                                            "Postgres cannot be reached"));

            TestPostgres.start();
            Awaitility.await().until(() -> get("/api/failures/none").statusCode() == 200);
        }
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class TheLog {

        @Test
        void namesTheTraceOfAFailureAndNoSecret(CapturedOutput log) {
            var failed = JSON.readTree(get("/api/failures/bug").body());
            send(request("/api/numbers")
                    .header("Authorization", "Bearer canary." + token)
                    .GET());
            get("/api/numbers?cursor=canary");

            assertThat(log.getAll()).contains(failed.path("traceId").asString());
            assertThat(log.getAll()).doesNotContain(token, "canary");
        }
    }

    @Nested
    class AList {

        @Test
        void comesInPartsUntilItsEnd() {
            var first = JSON.readTree(get("/api/numbers").body());
            assertThat(first.path("items").size()).isEqualTo(50);

            var second = JSON.readTree(get("/api/numbers?limit=70&cursor="
                            + first.path("nextCursor").asString())
                    .body());

            assertThat(second.path("items").get(0).asInt()).isEqualTo(51);
            assertThat(second.path("items").size()).isEqualTo(70);
            assertThat(second.has("nextCursor")).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "0", "201", "1000000000", "x", "1.5", "", "99999999999999999999"})
        void hasALimit(String limit) {
            assertProblem(get("/api/numbers?limit=" + limit), 400, "invalid-parameter");
        }

        @Test
        void goesOnOnlyFromACursorThatItHasGiven() {
            var cursor =
                    JSON.readTree(get("/api/numbers").body()).path("nextCursor").asString();
            var edited = cursor.substring(0, cursor.length() - 2) + (cursor.endsWith("A") ? "BB" : "AA");

            assertProblem(get("/api/numbers?cursor=" + edited), 400, "invalid-cursor");
            assertProblem(get("/api/numbers?cursor=NTA"), 400, "invalid-cursor");
            assertProblem(get("/api/numbers?cursor=" + "A".repeat(2000)), 400, "invalid-cursor");
            assertProblem(get("/api/numbers?cursor=%25"), 400, "invalid-cursor");
            assertProblem(get("/api/other-numbers?cursor=" + cursor), 400, "invalid-cursor");
        }
    }

    @Nested
    class APayment {

        private final String key = UUID.randomUUID().toString();

        @Test
        void needsAKey() {
            assertProblem(post("/api/payments/now", thing(1)), 400, "idempotency-key-required");
            assertThat(PAID).hasValue(0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b", " ", "ü"})
        void needsAKeyThatCanBeCompared(String odd) throws IOException {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write(
                                ("POST /api/payments/now HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n"
                                                + "Authorization: Bearer " + token + "\r\nIdempotency-Key: " + odd
                                                + "\r\n\r\n")
                                        .getBytes(StandardCharsets.ISO_8859_1));

                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains(" 400 ", "\"code\":\"invalid-parameter\"");
            }
        }

        @Test
        void isMadeOnceAndAnsweredTwice() {
            var first = pay("now", key, thing(1));
            var second = pay("now", key, thing(1));

            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(first.headers().firstValue("Idempotency-Hit")).isEmpty();
            assertThat(second.statusCode()).isEqualTo(201);
            assertThat(second.body()).isEqualTo(first.body()).contains("\"playerId\":\"42\"");
            assertThat(second.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(second.headers().firstValue("Idempotency-Hit")).contains("true");
            assertThat(PAID).hasValue(1);
        }

        @Test
        void refusedStaysRefusedUnderItsKey() {
            assertProblem(pay("poor", key, thing(1)), 422, "insufficient-funds");
            var again = pay("poor", key, thing(1));

            assertProblem(again, 422, "insufficient-funds");
            assertThat(again.headers().firstValue("Idempotency-Hit")).contains("true");
            assertThat(PAID).hasValue(1);
        }

        @Test
        void withAnotherBodyNeedsAnotherKey() {
            pay("now", key, thing(1));

            assertProblem(pay("now", key, thing(2)), 422, "idempotency-key-reused");
            assertThat(PAID).hasValue(1);
        }

        @Test
        void bySomebodyElseOrSomewhereElseIsAnotherOne() {
            var mine = pay("now", key, thing(1));
            var theirs = send(payment(
                    "/api/payments/now", key, thing(1), TestTokens.player("43").tokenFor("experiments")));
            var elsewhere = pay("here", key, thing(1));

            assertThat(List.of(mine.body(), theirs.body(), elsewhere.body())).doesNotHaveDuplicates();
            assertThat(PAID).hasValue(3);
        }

        @Test
        void canBeCorrectedUnderTheSameKeyBeforeAnythingWasDecided() {
            assertProblem(pay("now", key, "{"), 400, "malformed-json");
            assertProblem(pay("now", key, "{\"name\":\"a\",\"amountGc\":1,\"role\":1}"), 400, "unknown-field");

            assertThat(pay("now", key, thing(1)).statusCode()).isEqualTo(201);
        }

        @Test
        void thatBrokeIsTriedAgain() {
            assertProblem(pay("broken", key, thing(1)), 500, "internal-error");
            assertProblem(pay("broken", key, thing(1)), 500, "internal-error");

            assertThat(PAID).hasValue(2);
        }

        @Test
        void inFlightIsNotStartedTwice() {
            var first = CompletableFuture.supplyAsync(() -> pay("slow", key, thing(1)));
            Awaitility.await().until(() -> PAID.get() == 1);

            assertProblem(pay("slow", key, thing(1)), 409, "idempotency-in-progress");

            GATE.release();
            assertThat(first.join().statusCode()).isEqualTo(201);
            assertThat(pay("slow", key, thing(1)).headers().firstValue("Idempotency-Hit"))
                    .contains("true");
            assertThat(PAID).hasValue(1);
        }

        private HttpResponse<String> pay(String kind, String key, String body) {
            return send(payment("/api/payments/" + kind, key, body, token));
        }

        private HttpRequest.Builder payment(String path, String key, String body, String token) {
            return request(path)
                    .header("Authorization", "Bearer " + token)
                    .header("Idempotency-Key", key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body));
        }

        private static String thing(int amount) {
            return "{\"name\":\"a\",\"amountGc\":" + amount + "}";
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> get(String path) {
        return send(authorized(path).GET());
    }

    private HttpResponse<String> post(String path, String body) {
        return send(authorized(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
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

    private static JsonNode assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("traceId").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty();
        return problem;
    }
}
