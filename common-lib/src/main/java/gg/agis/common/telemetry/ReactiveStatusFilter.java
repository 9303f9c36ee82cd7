package gg.agis.common.telemetry;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers the status pages before any route is looked for. */
final class ReactiveStatusFilter implements WebFilter, Ordered {

    private final StatusPages pages;

    ReactiveStatusFilter(StatusPages pages) {
        this.pages = pages;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var path = request.getURI().getRawPath();
        var reads = request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
        if (!reads || !pages.knows(path)) {
            return chain.filter(exchange);
        }
        // Readiness may wait for an answer, which an event loop must not.
        return Mono.fromCallable(() -> pages.onMainPort(path).orElseThrow())
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(page -> write(exchange.getResponse(), page));
    }

    private static Mono<Void> write(ServerHttpResponse response, StatusPages.Page page) {
        response.setStatusCode(HttpStatusCode.valueOf(page.status()));
        response.getHeaders().set(HttpHeaders.CONTENT_TYPE, page.contentType());
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        var body = page.body();
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
