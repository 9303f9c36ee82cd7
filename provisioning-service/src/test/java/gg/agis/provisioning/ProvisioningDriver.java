package gg.agis.provisioning;

import gg.agis.sandbox.junit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Meets provisioning-service as the gateway does: calls its API with a token. */
public record ProvisioningDriver(int port, String guild) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static ProvisioningDriver ofSomeGuild(int port) {
        return new ProvisioningDriver(port, someSnowflake());
    }

    public TestTokens.Caller officer() {
        return TestTokens.player("1000").officerOf(guild);
    }

    public TestTokens.Caller officer(int number) {
        return TestTokens.player(Integer.toString(2000 + number)).officerOf(guild);
    }

    public TestTokens.Caller member() {
        return TestTokens.player("3000").memberOf(guild);
    }

    public static TestTokens.Caller stranger() {
        return TestTokens.player("4000");
    }

    /** A server for so many hours; its id. */
    public UUID asksFor(String template, int hours, boolean autoRenew) {
        var answer = post("/api/servers", officer(), wish(template, hours, autoRenew));
        if (answer.status() != 202) {
            throw new AssertionError(answer.response().body());
        }
        return UUID.fromString(answer.json().path("serverId").asString());
    }

    public String wish(String template, int hours, boolean autoRenew) {
        return "{\"guildId\":\"%s\",\"template\":\"%s\",\"hours\":%d,\"autoRenew\":%s}"
                .formatted(guild, template, hours, autoRenew);
    }

    public Answer approves(UUID server) {
        return post("/api/servers/" + server + "/approve", officer(), "");
    }

    public Answer tells(UUID server, String command) {
        return post("/api/servers/" + server + "/" + command, officer(), "");
    }

    public Answer extendsBy(UUID server, int hours) {
        return post("/api/servers/" + server + "/extend", officer(), "{\"hours\":" + hours + "}");
    }

    public Answer policy(String json) {
        return put("/api/guilds/" + guild + "/server-policy", officer(), json);
    }

    public Answer get(String path, TestTokens.Caller caller) {
        return call(request(path, caller).GET());
    }

    public Answer post(String path, TestTokens.Caller caller, String json) {
        return post(path, caller, UUID.randomUUID().toString(), json);
    }

    public Answer post(String path, TestTokens.Caller caller, String key, String json) {
        return call(request(path, caller)
                .method("POST", BodyPublishers.ofString(json))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key));
    }

    public Answer put(String path, TestTokens.Caller caller, String json) {
        return call(request(path, caller)
                .method("PUT", BodyPublishers.ofString(json))
                .header("Content-Type", "application/json"));
    }

    public Answer delete(String path, TestTokens.Caller caller) {
        return call(request(path, caller).DELETE());
    }

    public String metrics() {
        return call(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")))
                .response()
                .body();
    }

    private HttpRequest.Builder request(String path, TestTokens.Caller caller) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + caller.tokenFor("provisioning"));
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

    /** What so many hear who do the same at once. */
    public static List<Answer> atOnce(int people, Callable<Answer> ask) {
        List<Future<Answer>> asked;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = IntStream.range(0, people)
                    .mapToObj(number -> threads.submit(ask))
                    .toList();
        }
        return asked.stream().map(Future::resultNow).toList();
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
