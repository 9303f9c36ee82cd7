package gg.agis.sandbox.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ad network's stand-in of the running stack, told what to do over its control API. */
public final class StandIn implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String controlUrl;

    public StandIn(String controlUrl) {
        this.controlUrl = controlUrl;
    }

    /**
     * A callback that it sent.
     *
     * @param url with its whole query, as it went out
     * @param status of the answer; 0 where none came
     */
    public record Callback(String transactionId, String url, int status, String body) {

        public JsonNode json() {
            return body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode();
        }
    }

    /** What it is to send, {@code conversions} or {@code chargebacks}, and how. */
    public List<Callback> send(String what, Map<String, ?> order) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(controlUrl + "/control/ayet/" + what))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(order)))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new Failure("The stand-in for the ad network answered %d: %s. Its log: ./agis logs world"
                    .formatted(answer.statusCode(), answer.body()));
        }
        JsonNode deliveries = JSON.readTree(answer.body()).path("deliveries");
        return StreamSupport.stream(deliveries.spliterator(), false)
                .map(StandIn::callback)
                .toList();
    }

    private static Callback callback(JsonNode delivery) {
        JsonNode attempt = delivery.path("attempts").path(0);
        return new Callback(
                delivery.path("transactionId").asString(""),
                delivery.path("url").asString(""),
                attempt.path("status").asInt(0),
                attempt.path("body").asString(""));
    }

    @Override
    public void close() {
        client.close();
    }
}
