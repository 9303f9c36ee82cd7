package gg.agis.common.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers whatever goes wrong on the way to a controller and in it. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemTable table;
    private final ProblemWriter writer;

    ProblemAdvice(ProblemTable table, ProblemWriter writer) {
        this.table = table;
        this.writer = writer;
    }

    @ExceptionHandler
    void answer(Exception failure, HttpServletResponse response) throws IOException {
        var problem = table.problemOf(failure);
        if (problem.status().value() == 500) {
            log.error("A request failed", failure);
        } else if (problem.status().is5xxServerError()) {
            log.warn("A request was put off: {}", failure.toString());
        }
        if (failure instanceof HttpRequestMethodNotSupportedException e && e.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", e.getSupportedMethods()));
        }
        writer.write(response, problem);
    }

    /** Whoever asked has gone. */
    @ExceptionHandler
    void forget(AsyncRequestNotUsableException gone) {
        log.debug("Nobody waits for this answer any more", gone);
    }
}
