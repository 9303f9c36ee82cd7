package gg.agis.gateway.problem;

import gg.agis.common.web.ProblemBody;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers whatever goes wrong at the gateway in the form in which every service answers. */
@Component
@Order(-2)
class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final Tracer tracer;

    ProblemHandler(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable fault) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(fault);
        }
        var problem = Problems.of(fault);
        if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
            log.error("The gateway failed at {}", exchange.getRequest().getPath(), fault);
        }
        var body = ProblemBody.of(problem, traceId());
        response.setStatusCode(problem.status());
        response.getHeaders().set(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
        body.retryAfterSeconds()
                .ifPresent(seconds -> response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body.json())));
    }

    private String traceId() {
        return Optional.ofNullable(tracer.currentSpan())
                .map(Span::context)
                .map(context -> context.traceId())
                .orElse("");
    }
}
