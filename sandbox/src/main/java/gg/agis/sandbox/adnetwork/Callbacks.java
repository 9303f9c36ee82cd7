package gg.agis.sandbox.adnetwork;

import gg.agis.sandbox.adnetwork.Delivery.Attempt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** The network's HTTP client. */
final class Callbacks implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int BODY_CHARS_MAX = 2_000;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    Attempt send(Delivery delivery, Instant at) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(delivery.url()))
                .timeout(TIMEOUT)
                .header(AyetSignature.HEADER, delivery.hash())
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            return new Attempt(at, answer.statusCode(), shortened(answer.body()));
        } catch (IOException e) {
            return new Attempt(at, null, "no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt(at, null, "the network was shut down");
        }
    }

    private static String shortened(String body) {
        return body.length() <= BODY_CHARS_MAX ? body : body.substring(0, BODY_CHARS_MAX);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
