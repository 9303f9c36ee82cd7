package gg.agis.common.web.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Keeps what was answered, before whoever asked can see it: a repeat must never be quicker than the first answer. */
final class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final int BODY_BYTES_MAX = 65_536;

    private final IdempotencyKeys keys;

    IdempotencyFilter(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(IdempotencyKey.HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var kept = new ContentCachingResponseWrapper(response);
        boolean ended = false;
        try {
            chain.doFilter(request, kept);
            ended = true;
        } finally {
            if (request.getAttribute(InFlight.ATTRIBUTE) instanceof InFlight mine) {
                finish(mine, kept, ended);
            }
        }
        kept.copyBodyToResponse();
    }

    private void finish(InFlight mine, ContentCachingResponseWrapper kept, boolean ended) {
        var answer = new StoredAnswer(
                kept.getStatus(),
                kept.getContentType(),
                kept.getHeader(HttpHeaders.LOCATION),
                new String(kept.getContentAsByteArray(), StandardCharsets.UTF_8));
        try {
            if (ended && answer.isDecision() && kept.getContentSize() <= BODY_BYTES_MAX) {
                keys.answer(new Finished(mine.key().cause(), mine.leaseId(), answer));
            } else {
                keys.giveUp(mine.key().cause(), mine.leaseId());
            }
        } catch (DataAccessException away) {
            // What was done stays done, and its ids come from the key: a repeat after the lease finds it.
            log.warn("An answer could not be kept; its key is free again when the lease ends: {}", away.toString());
        }
    }
}
