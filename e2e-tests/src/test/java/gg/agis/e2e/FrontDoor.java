package gg.agis.e2e;

import gg.agis.sandbox.stack.Caller;
import gg.agis.sandbox.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The gateway, as ad networks and players find it. */
public final class FrontDoor {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Stack stack;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    FrontDoor(Stack stack) {
        this.stack = stack;
    }

    public Answer callback(Callback callback) throws IOException {
        return callback(callback, Map.of());
    }

    public Answer callback(Callback callback, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                to("/ads/ayet/s2s?" + callback.query()).header("X-Ayetstudios-Security-Hash", callback.hash());
        headers.forEach(request::header);
        return send(request.GET());
    }

    /** Networks may POST as well, with everything in the query. */
    public Answer bodylessPost(Callback callback) throws IOException {
        return send(to("/ads/ayet/s2s?" + callback.query())
                .header("X-Ayetstudios-Security-Hash", callback.hash())
                .POST(BodyPublishers.noBody()));
    }

    public Answer wallet(String player) throws IOException {
        return wallet(player, Caller.player(player));
    }

    public Answer wallet(String player, Caller caller) throws IOException {
        return get("/api/wallets/" + player, caller);
    }

    public long available(String player) throws IOException {
        Answer answer = wallet(player);
        if (answer.status() != 200) {
            throw new IOException("The wallet of %s: %s".formatted(player, answer));
        }
        return answer.json().path("available").asLong();
    }

    public Answer consent(String player, boolean granted) throws IOException {
        return put(
                "/api/ads/players/" + player + "/consent",
                Caller.player(player),
                "{\"granted\":%s,\"policyVersion\":\"1\"}".formatted(granted));
    }

    public Answer get(String pathAndQuery, Caller caller) throws IOException {
        return send(to(pathAndQuery)
                .header("Authorization", "Bearer " + tokenOf(caller))
                .GET());
    }

    /** With an {@code Idempotency-Key} of its own. */
    public Answer post(String path, Caller caller, String json) throws IOException {
        return post(path, caller, UUID.randomUUID().toString(), json);
    }

    public Answer post(String path, Caller caller, String key, String json) throws IOException {
        return send(to(path).header("Authorization", "Bearer " + tokenOf(caller))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json)));
    }

    public Answer put(String path, Caller caller, String json) throws IOException {
        return send(to(path).header("Authorization", "Bearer " + tokenOf(caller))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    public Answer get(String pathAndQuery) throws IOException {
        return send(to(pathAndQuery).GET());
    }

    /** A service itself, past the front door. */
    public Answer management(String service, String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(stack.managementUrl(service) + path))
                .timeout(TIMEOUT)
                .GET());
    }

    private HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(stack.url("gateway") + pathAndQuery))
                .timeout(TIMEOUT);
    }

    private String tokenOf(Caller caller) {
        return tokens.computeIfAbsent(caller.toString(), key -> stack.token(caller));
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
