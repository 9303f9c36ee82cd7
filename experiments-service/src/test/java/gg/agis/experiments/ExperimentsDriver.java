package gg.agis.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Meets experiments-service as others do: states facts on Kafka, and calls its API with a token. */
public final class ExperimentsDriver {

    public static final TestTokens.Caller ADMIN = TestTokens.admin("900000000000000001");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final KafkaProducer<String, byte[]> KAFKA = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());

    private final int port;

    public ExperimentsDriver(int port) {
        this.port = port;
    }

    /** A fact as the owner's relay sends it. */
    public record Sending(UUID id, Instant at, Event event) {

        public static Sending of(Event event) {
            return at(Instant.now(), event);
        }

        public static Sending at(Instant at, Event event) {
            return new Sending(UUID.randomUUID(), at, event);
        }

        /** The same fact, published once more. */
        public Sending again() {
            return new Sending(UUID.randomUUID(), at, event);
        }
    }

    /** And waits until listeners have taken all of them. */
    public static void say(Event... events) {
        say(List.of(events).stream().map(Sending::of).toList());
    }

    public static void say(Collection<Sending> sendings) {
        var sent = sendings.stream()
                .map(ExperimentsDriver::message)
                .map(KAFKA::send)
                .toList();
        assertThat(sent).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(20)));
        var ids = sendings.stream().map(Sending::id).distinct().toArray(UUID[]::new);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        count("SELECT count(*) FROM experiments.inbox WHERE event_id = ANY(?)", ids) == ids.length);
    }

    /** What cannot be applied, and waits until it is a dead letter. */
    public static void sayNonsense(Event event) {
        var sending = Sending.of(event);
        assertThat(KAFKA.send(message(sending))).succeedsWithin(Duration.ofSeconds(20));
        await().until(() ->
                count("SELECT count(*) FROM experiments.dead_letters WHERE event_id = ANY(?)", sending.id()) == 1);
    }

    private static ProducerRecord<String, byte[]> message(Sending sending) {
        var event = sending.event();
        var contract = Contracts.of(event);
        var message = new ProducerRecord<>(contract.topic(), event.key(), EventJson.write(event));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        sending.id().toString(),
                        "ce_type",
                        contract.type(),
                        "ce_source",
                        "/agis/" + contract.type().substring(0, contract.type().indexOf('.')),
                        "ce_time",
                        sending.at().toString(),
                        "ce_subject",
                        event.key(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        return message;
    }

    private static int count(String query, UUID... ids) throws SQLException {
        try (var connection = TestPostgres.superuser();
                var statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            var row = statement.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    public Answer get(String path) {
        return get(path, ADMIN);
    }

    public Answer get(String path, TestTokens.Caller caller) {
        return call(path, caller.tokenFor("experiments"), "GET", "");
    }

    public Answer getAs(String service, String path) {
        return call(path, TestTokens.serviceToken(service, "experiments"), "GET", "");
    }

    public Answer post(String path, String json) {
        return post(path, ADMIN, json);
    }

    public Answer post(String path, TestTokens.Caller caller, String json) {
        return call(path, caller.tokenFor("experiments"), "POST", json);
    }

    public Answer put(String path, String json) {
        return call(path, ADMIN.tokenFor("experiments"), "PUT", json);
    }

    /** The sum of a figure's series that have this in their labels; nobody has seen it, where it is not a number. */
    public static double metric(int managementPort, String name, String label) {
        return new ExperimentsDriver(managementPort)
                .call("/metrics", "", "GET", "")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    private Answer call(String path, String token, String method, String json) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String someSnowflake() {
        return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000_000_000L, 999_999_999_999_999_999L));
    }

    public record Answer(int status, String body) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** The slug of a problem. */
        public String code() {
            return json().path("code").asString("");
        }

        /** Those of its single faults. */
        public List<String> codes() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("code").asString(""))
                    .toList();
        }
    }
}
