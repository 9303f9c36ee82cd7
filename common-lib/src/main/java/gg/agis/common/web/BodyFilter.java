package gg.agis.common.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes a body in whole before anything is done with it, and refuses one that is too large or no text. */
final class BodyFilter extends OncePerRequestFilter {

    private final int bytesMax;
    private final ProblemWriter problems;

    BodyFilter(int bytesMax, ProblemWriter problems) {
        this.bytesMax = bytesMax;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasBody(request) || isForm(request)) {
            // Tomcat reads forms itself, with a limit of its own.
            chain.doFilter(request, response);
            return;
        }
        if (request.getContentLengthLong() > bytesMax) {
            problems.write(response, ProblemTable.tooLarge(bytesMax));
            return;
        }
        var body = request.getInputStream().readNBytes(bytesMax + 1);
        if (body.length > bytesMax) {
            problems.write(response, ProblemTable.tooLarge(bytesMax));
        } else if (isJson(request) && !JsonText.isWellFormed(body)) {
            problems.write(response, UnreadableBody.malformed());
        } else {
            chain.doFilter(new BufferedRequest(request, body), response);
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static boolean isForm(HttpServletRequest request) {
        return contentTypeStartsWith(request, MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static boolean isJson(HttpServletRequest request) {
        return contentTypeStartsWith(request, MediaType.APPLICATION_JSON_VALUE);
    }

    private static boolean contentTypeStartsWith(HttpServletRequest request, String type) {
        var actual = request.getContentType();
        return actual != null && actual.regionMatches(true, 0, type, 0, type.length());
    }
}
