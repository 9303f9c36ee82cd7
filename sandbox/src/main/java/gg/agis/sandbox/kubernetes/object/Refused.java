package gg.agis.sandbox.kubernetes.object;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An answer other than success, as the API server words it. */
public final class Refused extends RuntimeException {

    private final int code;
    private final String reason;
    private final @Nullable Integer retryAfterSeconds;

    private Refused(int code, String reason, String message, @Nullable Integer retryAfterSeconds) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    private Refused(int code, String reason, String message) {
        this(code, reason, message, null);
    }

    public static Refused badRequest(String message) {
        return new Refused(400, "BadRequest", message);
    }

    public static Refused unauthorized() {
        return new Refused(401, "Unauthorized", "Unauthorized");
    }

    public static Refused forbidden(String message) {
        return new Refused(403, "Forbidden", message);
    }

    public static Refused notFound(Kind kind, String name) {
        return new Refused(404, "NotFound", "%s \"%s\" not found".formatted(kind.qualified(), name));
    }

    public static Refused noSuchPath() {
        return new Refused(404, "NotFound", "the server could not find the requested resource");
    }

    public static Refused methodNotAllowed() {
        return new Refused(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static Refused alreadyExists(Kind kind, String name) {
        return new Refused(409, "AlreadyExists", "%s \"%s\" already exists".formatted(kind.qualified(), name));
    }

    public static Refused conflict(String resource, String name, String why) {
        return new Refused(
                409, "Conflict", "Operation cannot be fulfilled on %s \"%s\": %s".formatted(resource, name, why));
    }

    public static Refused expired(long wanted, long oldest) {
        return new Refused(410, "Expired", "too old resource version: %d (%d)".formatted(wanted, oldest));
    }

    public static Refused unsupportedMediaType(String type) {
        return new Refused(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - %s cannot be used here".formatted(type));
    }

    public static Refused invalid(String kind, String name, String why) {
        return new Refused(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(kind, name, why));
    }

    public static Refused tooManyRequests(int retryAfterSeconds) {
        return new Refused(
                429,
                "TooManyRequests",
                "The server has received too many requests and has asked us to try again later",
                retryAfterSeconds);
    }

    public static Refused internalError(String message) {
        return new Refused(500, "InternalError", "Internal error occurred: " + message);
    }

    public static Refused unavailable() {
        return new Refused(503, "ServiceUnavailable", "the server is currently unable to handle the request");
    }

    public int code() {
        return code;
    }

    public Map<String, String> headers() {
        return retryAfterSeconds == null ? Map.of() : Map.of("Retry-After", retryAfterSeconds.toString());
    }

    public ObjectNode status() {
        ObjectNode status = JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", String.valueOf(getMessage()))
                .put("reason", reason)
                .put("code", code);
        status.putObject("metadata");
        if (retryAfterSeconds != null) {
            status.putObject("details").put("retryAfterSeconds", retryAfterSeconds);
        }
        return status;
    }
}
