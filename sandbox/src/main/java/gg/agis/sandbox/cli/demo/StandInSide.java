package gg.agis.sandbox.cli.demo;

import gg.agis.sandbox.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in of the running stack, told what to do over its control API. */
final class StandInSide implements AdNetworkSide {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String controlUrl;

    StandInSide(String controlUrl) {
        this.controlUrl = controlUrl;
    }

    @Override
    public Callback report(String player, String transactionId, long amount) throws IOException, InterruptedException {
        Map<String, Object> order = Map.of(
                "player", player,
                "transactionId", transactionId,
                "amount", amount);
        HttpRequest request = HttpRequest.newBuilder(URI.create(controlUrl + "/control/ayet/conversions"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(order)))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new Failure("The stand-in for the ad network answered %d: %s. Its log: ./agis logs world"
                    .formatted(answer.statusCode(), answer.body()));
        }
        JsonNode delivery = JSON.readTree(answer.body()).path("deliveries").path(0);
        JsonNode attempt = delivery.path("attempts").path(0);
        return new Callback(
                delivery.path("url").asString(""),
                attempt.path("status").asInt(0),
                attempt.path("body").asString(""));
    }

    @Override
    public void close() {
        client.close();
    }
}
