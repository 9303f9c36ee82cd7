package gg.agis.common.telemetry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers the status pages before anything else of the service is asked. */
final class StatusFilter extends HttpFilter {

    private final transient StatusPages pages;

    StatusFilter(StatusPages pages) {
        this.pages = pages;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            chain.doFilter(request, response);
            return;
        }
        var page = pages.onMainPort(request.getRequestURI());
        if (page.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(page.get().status());
        response.setContentType(page.get().contentType());
        response.setHeader("Cache-Control", "no-store");
        var body = page.get().body();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
