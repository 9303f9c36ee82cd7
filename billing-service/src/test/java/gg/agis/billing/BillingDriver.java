package gg.agis.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Meets billing-service as others do: states facts on Kafka, and calls its API with a token. */
public final class BillingDriver {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final KafkaProducer<String, byte[]> KAFKA = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    private final int port;

    public BillingDriver(int port) {
        this.port = port;
    }

    /** As the owner's relay sends it. */
    public static void send(Event event) {
        send(UUID.randomUUID(), event);
    }

    public static void send(UUID delivery, Event event) {
        var contract = Contracts.of(event);
        var message = new ProducerRecord<>(contract.topic(), event.key(), EventJson.write(event));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        delivery.toString(),
                        "ce_type",
                        contract.type(),
                        "ce_source",
                        "/agis/" + contract.type().substring(0, contract.type().indexOf('.')),
                        "ce_time",
                        "2026-11-21T12:00:00Z",
                        "ce_subject",
                        event.key(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        assertThat(KAFKA.send(message)).succeedsWithin(Duration.ofSeconds(20));
    }

    public Answer get(String path, TestTokens.Caller caller) {
        return call(request(path, caller).GET());
    }

    /** With an {@code Idempotency-Key} of its own. */
    public Answer post(String path, TestTokens.Caller caller, String json) {
        return post(path, caller, UUID.randomUUID().toString(), json);
    }

    public Answer post(String path, TestTokens.Caller caller, String idempotencyKey, String json) {
        return call(withBody(path, caller, "POST", BodyPublishers.ofString(json))
                .header("Idempotency-Key", idempotencyKey));
    }

    public Answer put(String path, TestTokens.Caller caller, String json) {
        return call(withBody(path, caller, "PUT", BodyPublishers.ofString(json)));
    }

    /** A figure without labels, on the management port. */
    public double metric(String name) {
        var metrics = call(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")));
        return metrics.response()
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private HttpRequest.Builder withBody(String path, TestTokens.Caller caller, String method, BodyPublisher body) {
        return request(path, caller).method(method, body).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path, TestTokens.Caller caller) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + caller.tokenFor("billing"));
    }

    private static Answer call(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everyone calls at the same time; whoever is told that it could not be finished just now sends it again. */
    public static List<Answer> atOnce(int callers, IntFunction<Answer> call) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, callers)
                    .mapToObj(number -> executor.submit(() -> Stream.generate(() -> call.apply(number))
                            .filter(answer -> answer.status() != 503)
                            .findFirst()
                            .orElseThrow()))
                    .toList();
            return answers.stream().map(BillingDriver::outcome).toList();
        }
    }

    private static Answer outcome(Future<Answer> answer) {
        assertThat(answer).succeedsWithin(Duration.ofSeconds(60));
        return answer.resultNow();
    }

    public static String someSnowflake() {
        return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000_000_000L, 999_999_999_999_999_999L));
    }

    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        /** The slug of a problem. */
        public String code() {
            return json().path("code").asString("");
        }
    }
}
