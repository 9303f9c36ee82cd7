package gg.agis.common.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Answers a problem, whether it arose in a controller, in a filter or in the server. */
public final class ProblemWriter {

    private final TraceIds traceIds;

    public ProblemWriter(TraceIds traceIds) {
        this.traceIds = traceIds;
    }

    public void write(HttpServletResponse response, Problem problem) throws IOException {
        write(response, problem, traceIds.current());
    }

    void write(HttpServletResponse response, Problem problem, String traceId) throws IOException {
        if (response.isCommitted()) {
            // Half an answer is out; a second one behind it would only look like a part of it.
            return;
        }
        response.resetBuffer();
        var answer = ProblemBody.of(problem, traceId);
        var body = answer.json();
        response.setStatus(answer.status());
        response.setContentType(ProblemBody.MEDIA_TYPE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        answer.retryAfterSeconds()
                .ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
