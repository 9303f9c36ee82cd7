package gg.agis.e2e.servers;

import gg.agis.e2e.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in for a cluster: what runs there, and what goes wrong there, by its control API. */
public final class Cluster {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String control;

    public Cluster(Suite suite) {
        this.control = suite.stack().url("world") + "/control/kubernetes/";
    }

    /** A game server, and the server that it was made for. */
    public record Game(String name, String state, String server) {

        private static Game of(JsonNode view) {
            return new Game(
                    view.path("name").asString(),
                    view.path("state").asString(),
                    view.path("labels").path("agis.gg/server").asString(""));
        }
    }

    /** Those that are there to stay. */
    public List<Game> games() {
        return send(HttpRequest.newBuilder(uri("gameservers")).GET())
                .path("gameServers")
                .valueStream()
                .filter(view -> !view.path("dying").asBoolean())
                .map(Game::of)
                .toList();
    }

    public Optional<Game> gameOf(String server) {
        return games().stream().filter(game -> game.server().equals(server)).findFirst();
    }

    /** So many of the next calls of this kind meet it. */
    public void isTroubled(String trouble, String verb, String resource, int times) {
        tell(
                "troubles",
                "{\"kind\":\"%s\",\"verb\":\"%s\",\"resource\":\"%s\",\"times\":%d}"
                        .formatted(trouble, verb, resource, times));
    }

    /** What is to become of all watches. */
    public void watches(String action) {
        tell("watches", "{\"action\":\"%s\"}".formatted(action));
    }

    public void heal() {
        tell("heal", "{}");
    }

    private void tell(String what, String json) {
        send(HttpRequest.newBuilder(uri(what))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError("The stand-in says %d %s".formatted(answer.statusCode(), answer.body()));
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String what) {
        return URI.create(control + what);
    }
}
