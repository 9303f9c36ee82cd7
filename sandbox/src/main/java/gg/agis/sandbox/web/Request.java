package gg.agis.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a handler sees of a request; nothing of it is larger than its limit. */
public final class Request {

    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final int PARAMETERS_MAX = 50;

    private final HttpExchange exchange;

    Request(HttpExchange exchange) {
        this.exchange = exchange;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(
                decode(exchange.getRequestURI().getRawQuery()).get(name));
    }

    public Map<String, String> form() {
        return decode(new String(body(), StandardCharsets.UTF_8));
    }

    public boolean wantsJson() {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        return accept != null && accept.contains("application/json");
    }

    // The content type keeps other sites' pages out: a browser asks before it sends JSON to a foreign origin.
    public <T> T json(Class<T> type) {
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        if (contentType == null || !contentType.startsWith("application/json")) {
            throw new Refusal(415, "Send the body as application/json");
        }
        return Json.read(body(), type);
    }

    private byte[] body() {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw new Refusal(413, "A body has at most %d bytes".formatted(BODY_BYTES_MAX));
            }
            return body;
        } catch (IOException e) {
            throw Refusal.badRequest("The body could not be read");
        }
    }

    private static Map<String, String> decode(@Nullable String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return parameters;
        }
        String[] pairs = encoded.split("&", PARAMETERS_MAX + 1);
        if (pairs.length > PARAMETERS_MAX) {
            throw Refusal.badRequest("At most %d parameters".formatted(PARAMETERS_MAX));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("A parameter is not URL-encoded");
        }
    }
}
