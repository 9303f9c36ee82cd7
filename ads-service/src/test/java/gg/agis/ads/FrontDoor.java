package gg.agis.ads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import gg.agis.sandbox.junit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Speaks to the service as the gateway would: with its token, for an ad network or for a player. */
public final class FrontDoor {

    public static final String KEY = "key-of-today";
    public static final String TOKEN = "shared-token";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Set<Integer> READY = ConcurrentHashMap.newKeySet();

    private final int port;

    public FrontDoor(int port) {
        this.port = port;
        if (port > 0 && READY.add(port)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> send(HttpRequest.newBuilder(uri("/ready")), "").statusCode() == 200);
        }
    }

    public static String somePlayer() {
        return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000_000_000L, 999_999_999_999_999_999L));
    }

    public static String someTransaction() {
        return UUID.randomUUID().toString();
    }

    /** What the network sends for a completed offer. */
    public static Map<String, String> aConversion(String player, String transaction) {
        return new TreeMap<>(Map.of(
                "transaction_id", transaction,
                "external_identifier", player,
                "currency_amount", "360",
                "payout_usd", "0.36",
                "custom_1", "offerwall",
                "offer_name", "Raid: Shadow*Legends ~ é",
                "token", TOKEN));
    }

    public void consent(String player) {
        var answer = put(player, "{\"granted\":true,\"policyVersion\":\"1\"}");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    public HttpResponse<String> put(String player, String body) {
        return send(
                HttpRequest.newBuilder(uri("/api/ads/players/" + player + "/consent"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)),
                TestTokens.player(player).tokenFor("ads"));
    }

    public HttpResponse<String> signed(Map<String, String> parameters) {
        var query = encode(parameters);
        return callback(query, hmac(KEY, query));
    }

    /** As a network does it: 503 means later, so it comes again until it is taken. */
    public HttpResponse<String> signedUntilTaken(Map<String, String> parameters) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> signed(parameters), answer -> answer.statusCode() != 503);
    }

    public HttpResponse<String> callback(String query, @Nullable String hash) {
        var request = HttpRequest.newBuilder(uri("/ads/ayet/s2s?" + query));
        if (hash != null) {
            request.header("X-Ayetstudios-Security-Hash", hash);
        }
        return send(request, TestTokens.anonymous().tokenFor("ads"));
    }

    /** For a network that signs in its query. */
    public HttpResponse<String> call(String network, String query) {
        return callFrom("203.0.113.7", network, query);
    }

    /** As the gateway tells where it came from. */
    public HttpResponse<String> callFrom(String address, String network, String query) {
        return send(
                HttpRequest.newBuilder(uri("/ads/" + network + "/s2s?" + query))
                        .header("X-Agis-Client-Address", address),
                TestTokens.anonymous().tokenFor("ads"));
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String token) {
        try {
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public static String encode(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                        .collect(joining("&"));
    }

    public static String hmac(String key, String query) {
        return hmac("HmacSHA256", key, query);
    }

    public static String hmac(String algorithm, String key, String query) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(query.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("*", "%2A").replace("%7E", "~");
    }
}
