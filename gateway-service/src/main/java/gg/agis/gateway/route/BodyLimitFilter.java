package gg.agis.gateway.route;

import gg.agis.common.web.Problem;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refuses bodies that are too large: at once where they say their size, at the limit where they do not. */
@Component
class BodyLimitFilter implements GlobalFilter, Ordered {

    private final long bodyBytesMax;

    BodyLimitFilter(RouteSettings settings) {
        this.bodyBytesMax = settings.bodySizeMax().toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (exchange.getRequest().getHeaders().getContentLength() > bodyBytesMax) {
            return Mono.error(tooLarge());
        }
        var limited = new ServerHttpRequestDecorator(exchange.getRequest()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return limit(super.getBody());
            }
        };
        return chain.filter(exchange.mutate().request(limited).build());
    }

    private Flux<DataBuffer> limit(Flux<DataBuffer> body) {
        return Flux.defer(() -> {
            var received = new AtomicLong();
            return body.handle((buffer, sink) -> {
                if (received.addAndGet(buffer.readableByteCount()) > bodyBytesMax) {
                    DataBufferUtils.release(buffer);
                    sink.error(tooLarge());
                } else {
                    sink.next(buffer);
                }
            });
        });
    }

    private Problem tooLarge() {
        return new Problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "payload-too-large",
                "The body is larger than " + bodyBytesMax + " bytes, which is the most that is taken.");
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 500;
    }
}
