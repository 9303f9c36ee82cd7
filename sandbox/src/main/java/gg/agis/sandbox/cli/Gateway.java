package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.Caller;
import gg.agis.sandbox.stack.CallerTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The suite, through its front door. */
public final class Gateway {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final CallerTokens tokens;

    public Gateway(String base, CallerTokens tokens) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.tokens = tokens;
    }

    public HttpResponse<String> get(Caller caller, String path) throws IOException, InterruptedException {
        return send(as(caller, path).GET());
    }

    public HttpResponse<String> put(Caller caller, String path, String json) throws IOException, InterruptedException {
        return send(as(caller, path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** A callback from somebody who says to be the ad network. */
    public HttpResponse<String> callback(String pathAndQuery, String hash) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .header("X-Ayetstudios-Security-Hash", hash)
                .GET());
    }

    private HttpRequest.Builder as(Caller caller, String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + tokens.tokenFor(caller));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    }
}
