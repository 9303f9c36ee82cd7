package gg.agis.common.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** Answers requests that Tomcat cannot even read; they never reach the application. */
final class ProblemValve extends ErrorReportValve {

    private static final int ERRORS_FROM = 400;

    private final TraceIds traceIds;

    ProblemValve(TraceIds traceIds) {
        this.traceIds = traceIds;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < ERRORS_FROM || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var problem = ProblemTable.ofStatus(HttpStatusCode.valueOf(response.getStatus()));
        try {
            response.setContentType(ProblemBody.MEDIA_TYPE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            var writer = response.getReporter();
            if (writer != null) {
                writer.write(
                        new String(ProblemBody.of(problem, traceIds.current()).json(), StandardCharsets.UTF_8));
                response.finishResponse();
            }
        } catch (IOException gone) {
            container.getLogger().debug("Nobody waits for this answer any more", gone);
        }
    }
}
