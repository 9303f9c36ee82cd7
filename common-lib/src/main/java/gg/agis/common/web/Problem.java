package gg.agis.common.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/**
 * An expected refusal at the edge, as RFC 9457 has it. Throw it where a person is answered; use cases return outcomes.
 *
 * <p>The detail is for a person: what is wrong, why, and what to do next. It is answered as it stands, so nothing
 * internal and no secret belongs in it.
 */
public final class Problem extends RuntimeException {

    /** A part of the input and what is wrong with it. */
    public record FieldError(String field, String code, String detail) {}

    private final HttpStatus status;
    private final String code;
    private final String detail;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient Map<String, Object> extra = new LinkedHashMap<>();

    public Problem(HttpStatus status, String code, String detail) {
        // It is an answer, not a fault: nobody reads its stack trace, and making one costs more than the answer.
        super(code, null, false, false);
        this.status = Objects.requireNonNull(status);
        this.code = Objects.requireNonNull(code);
        this.detail = Objects.requireNonNull(detail);
    }

    public static Problem badRequest(String code, String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, code, detail);
    }

    public static Problem invalidParameter(String parameter, String detail) {
        return badRequest("invalid-parameter", detail).error(parameter, "invalid-parameter", detail);
    }

    public static Problem unauthenticated(String detail) {
        return new Problem(HttpStatus.UNAUTHORIZED, "unauthenticated", detail);
    }

    public static Problem forbidden(String detail) {
        return new Problem(HttpStatus.FORBIDDEN, "forbidden", detail);
    }

    public static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, "not-found", detail);
    }

    public static Problem conflict(String code, String detail) {
        return new Problem(HttpStatus.CONFLICT, code, detail);
    }

    public static Problem unprocessable(String code, String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, code, detail);
    }

    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable", detail).retryAfter(retryAfter);
    }

    /** Adds a field of its own to the answer, as {@code missing}. */
    public Problem with(String name, Object value) {
        extra.put(name, value);
        return this;
    }

    public Problem error(String field, String code, String detail) {
        errors.add(new FieldError(field, code, detail));
        return this;
    }

    /** Says when trying again makes sense, in the body and in the header {@code Retry-After}. */
    public Problem retryAfter(Duration wait) {
        return with(ProblemBody.RETRY_AFTER_SECONDS, Math.max(1, wait.toSeconds()));
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    public Map<String, Object> extra() {
        return Map.copyOf(extra);
    }
}
