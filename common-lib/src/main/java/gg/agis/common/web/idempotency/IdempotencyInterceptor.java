package gg.agis.common.web.idempotency;

import gg.agis.common.id.MadeId;
import gg.agis.common.web.BufferedRequest;
import gg.agis.common.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Takes the key before an {@link Idempotent} method runs, or answers in its place. */
final class IdempotencyInterceptor implements HandlerInterceptor {

    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1," + IdempotencyKey.CHARS_MAX + "}");

    private final IdempotencyKeys keys;

    IdempotencyInterceptor(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var idempotent = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Idempotent.class) : null;
        if (idempotent == null) {
            return true;
        }
        var key = keyOf(request);
        request.setAttribute(IdempotencyKey.ATTRIBUTE, key);
        return idempotent.keepsItsAnswer() || take(key, request, response);
    }

    private boolean take(IdempotencyKey key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var leaseId = UUID.randomUUID();
        return switch (keys.claim(new Wanted(key, leaseId))) {
            case Claim.Taken() -> {
                request.setAttribute(InFlight.ATTRIBUTE, new InFlight(key, leaseId));
                yield true;
            }
            case Claim.Answered(StoredAnswer answer) -> {
                replay(answer, response);
                yield false;
            }
            case Claim.InProgress() -> throw Claim.inProgress();
            case Claim.Reused() -> throw Claim.reused();
        };
    }

    private static IdempotencyKey keyOf(HttpServletRequest request) {
        var subject = subjectOf(request);
        var given = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
        if (given.isEmpty()) {
            throw Problem.badRequest(
                    "idempotency-key-required",
                    "This moves money, so a repeat must be known as one: send a header Idempotency-Key, for example a"
                            + " random UUID, and the same one when you try again.");
        }
        if (given.size() > 1 || !USABLE.matcher(given.getFirst()).matches()) {
            throw Problem.invalidParameter(
                    IdempotencyKey.HEADER,
                    "The header Idempotency-Key is one text of 1 to 255 visible ASCII characters.");
        }
        var value = given.getFirst();
        var cause = MadeId.restCause(subject, request.getMethod(), request.getRequestURI(), value);
        return new IdempotencyKey(cause, subject, hash(BufferedRequest.bodyOf(request)));
    }

    private static String subjectOf(HttpServletRequest request) {
        var principal = request.getUserPrincipal();
        if (principal == null) {
            throw Problem.unauthenticated("Whoever moves money must say who they are.");
        }
        return principal.getName();
    }

    private static void replay(StoredAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader(IdempotencyKey.HIT, "true");
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
