package gg.agis.common.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what went wrong outside of Spring MVC, in a filter or in the server itself. */
@Controller
class ProblemErrorController implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ProblemErrorController.class);

    private final ProblemTable table;
    private final TraceIds traceIds;
    private final ProblemWriter writer;

    ProblemErrorController(ProblemTable table, TraceIds traceIds, ProblemWriter writer) {
        this.table = table;
        this.traceIds = traceIds;
        this.writer = writer;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Before the log line: the trace of the request has ended by now, and both must name the same.
        var traceId = traceIds.current();
        writer.write(response, problem(request, traceId), traceId);
    }

    private Problem problem(HttpServletRequest request, String traceId) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            var problem = table.problemOf(failure);
            if (problem.status().is5xxServerError()) {
                log.error("A request failed outside of every controller, trace {}", traceId, failure);
            }
            return problem;
        }
        // Asked for by its own address it is not an error and not a page either.
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? ProblemTable.ofStatus(HttpStatusCode.valueOf(status))
                : ProblemTable.ofStatus(HttpStatusCode.valueOf(404));
    }
}
