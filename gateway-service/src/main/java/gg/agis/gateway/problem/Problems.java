package gg.agis.gateway.problem;

import gg.agis.common.web.Problem;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.http.client.PrematureCloseException;

/** Which refusal a fault is. */
final class Problems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private Problems() {}

    static Problem of(Throwable fault) {
        return switch (fault) {
            case Problem problem -> problem;
            case ConnectException unreachable -> away();
            case UnknownHostException unknown -> away();
            case PrematureCloseException cut -> away();
            case TimeoutException late -> late();
            case ResponseStatusException refused -> ofStatus(refused);
            default ->
                new Problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal-error",
                        "Something went wrong on our side. Try again, and tell us the traceId if it stays so.");
        };
    }

    private static Problem ofStatus(ResponseStatusException refused) {
        var status = HttpStatus.resolve(refused.getStatusCode().value());
        if (status == null || status == HttpStatus.INTERNAL_SERVER_ERROR) {
            return of(new IllegalStateException(refused));
        }
        return switch (status) {
            case NOT_FOUND ->
                Problem.notFound("There is nothing at this path. Check it against the API's list of paths.");
            case METHOD_NOT_ALLOWED ->
                new Problem(status, "method-not-allowed", "This path does not take that method.");
            case GATEWAY_TIMEOUT -> late();
            case SERVICE_UNAVAILABLE -> away();
            default ->
                new Problem(
                        status,
                        status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-'),
                        "The request cannot be taken as it is: " + status.getReasonPhrase() + ".");
        };
    }

    private static Problem away() {
        return Problem.unavailable(
                "The service behind this path cannot be reached at the moment. Try again.", RETRY_AFTER);
    }

    private static Problem late() {
        return new Problem(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "gateway-timeout",
                        "The service behind this path took too long. It may have done what you asked: repeat a change"
                                + " only with the same Idempotency-Key.")
                .retryAfter(RETRY_AFTER);
    }
}
