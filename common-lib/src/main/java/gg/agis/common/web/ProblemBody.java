package gg.agis.common.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/** What a refusal looks like on the wire; whoever answers, and with whichever framework, answers in this form. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String traceId,
        List<Problem.FieldError> errors,
        @JsonAnyGetter Map<String, Object> extra) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static final String RETRY_AFTER_SECONDS = "retryAfterSeconds";

    // Its own mapper: a service's settings for JSON must not change how it refuses.
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public static ProblemBody of(Problem problem, String traceId) {
        return new ProblemBody(
                "/problems/" + problem.code(),
                titleOf(problem.code()),
                problem.status().value(),
                problem.detail(),
                problem.code(),
                traceId,
                problem.errors(),
                problem.extra());
    }

    public byte[] json() {
        return MAPPER.writeValueAsBytes(this);
    }

    /** For the header {@code Retry-After}. */
    public OptionalLong retryAfterSeconds() {
        return extra.get(RETRY_AFTER_SECONDS) instanceof Number seconds
                ? OptionalLong.of(seconds.longValue())
                : OptionalLong.empty();
    }

    private static String titleOf(String code) {
        var words = code.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
