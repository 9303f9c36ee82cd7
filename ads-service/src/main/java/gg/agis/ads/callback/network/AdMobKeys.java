package gg.agis.ads.callback.network;

import gg.agis.common.web.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * AdMob's public keys, fetched when one is needed and kept for a day. A key that is not among them may be new, so they are
 * asked for again; but a stranger who names keys at random must not make us ask without end.
 */
@Component
class AdMobKeys {

    private static final Logger log = LoggerFactory.getLogger(AdMobKeys.class);
    private static final int BYTES_MAX = 65_536;
    private static final int P256_BITS = 256;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final AdMobSettings settings;
    private final JsonMapper json;
    private final Clock clock;
    private final HttpClient http;
    private final URI keysUrl;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Fetched fetched = new Fetched(Map.of(), Instant.MIN, Instant.MIN, true);

    AdMobKeys(AdMobSettings settings, JsonMapper json, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.keysUrl = URI.create(settings.keysUrl());
        this.http =
                HttpClient.newBuilder().connectTimeout(settings.fetchTimeout()).build();
    }

    /**
     * What is known.
     *
     * @param at when these keys came
     * @param triedAt when they were last asked for
     * @param away whether that was in vain
     */
    private record Fetched(Map<String, PublicKey> keys, Instant at, Instant triedAt, boolean away) {}

    boolean areConfigured() {
        return !settings.keysUrl().isEmpty();
    }

    /**
     * Nothing where AdMob has no such key.
     *
     * @throws Problem while AdMob cannot be asked
     */
    Optional<PublicKey> find(String keyId) {
        var known = fetched;
        if (isOlderThan(settings.keysMaxAge().dividedBy(2), known)
                || !known.keys().containsKey(keyId)) {
            known = refreshed(known);
        }
        var key = known.keys().get(keyId);
        if (isOlderThan(settings.keysMaxAge(), known) || (key == null && known.away())) {
            throw Problem.unavailable(
                    "AdMob's keys cannot be fetched at the moment, so nothing can be verified. Send it again.",
                    RETRY_AFTER);
        }
        return Optional.ofNullable(key);
    }

    private boolean isOlderThan(Duration age, Fetched known) {
        return clock.instant().minus(age).isAfter(known.at());
    }

    private Fetched refreshed(Fetched seen) {
        if (!lock()) {
            return seen;
        }
        try {
            // Whoever had the lock before may have fetched what this one waits for.
            var mayAskAgainAt = fetched.triedAt().plus(settings.fetchPause());
            if (clock.instant().isAfter(mayAskAgainAt)) {
                fetched = fetch(fetched);
            }
            return fetched;
        } finally {
            fetching.unlock();
        }
    }

    private boolean lock() {
        try {
            return fetching.tryLock(settings.fetchTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Fetched fetch(Fetched before) {
        var now = clock.instant();
        try {
            var keys = parsed(download());
            return keys.isEmpty()
                    ? new Fetched(before.keys(), before.at(), now, true)
                    : new Fetched(keys, now, now, false);
        } catch (IOException | JacksonException e) {
            log.warn("AdMob's keys could not be fetched: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Fetched(before.keys(), before.at(), now, true);
    }

    private JsonNode download() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(keysUrl).timeout(settings.fetchTimeout()).build();
        var answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX));
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return json.readTree(answer.body());
    }

    private static Map<String, PublicKey> parsed(JsonNode answer) {
        var keys = new HashMap<String, PublicKey>();
        for (var entry : answer.path("keys")) {
            var key = key(entry.path("base64").asString(""));
            if (key != null) {
                keys.put(entry.path("keyId").asString(""), key);
            }
        }
        return Map.copyOf(keys);
    }

    private static @Nullable PublicKey key(String base64) {
        try {
            var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            var key = KeyFactory.getInstance("EC").generatePublic(encoded);
            boolean isP256 = key instanceof ECPublicKey ec
                    && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
            return isP256 ? key : null;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.warn("One of AdMob's keys is unreadable", e);
            return null;
        }
    }
}
