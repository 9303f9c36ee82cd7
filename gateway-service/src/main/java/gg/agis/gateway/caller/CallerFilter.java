package gg.agis.gateway.caller;

import gg.agis.common.token.Caller;
import gg.agis.common.token.TokenIssuer;
import gg.agis.common.token.TokenVerifier;
import gg.agis.common.web.Problem;
import gg.agis.gateway.route.Access;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds out who asks, and tells the service behind the route in a token that it can trust; nothing else does. */
@Component
class CallerFilter implements GlobalFilter, Ordered {

    private static final String BEARER = "Bearer ";
    private static final String CLIENT_ADDRESS = "X-Agis-Client-Address";

    /** What a client could invent to be taken for somebody; the service hears of its caller by our token alone. */
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "cookie", "x-api-key", "x-user-id", "forwarded");

    private final TokenVerifier verifier;
    private final TokenIssuer issuer;

    CallerFilter(TokenVerifier verifier, TokenIssuer issuer) {
        this.verifier = verifier;
        this.issuer = issuer;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> {
            Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
            var caller = Access.of(route) == Access.PUBLIC ? Caller.anonymous() : callerOf(exchange.getRequest());
            var token = issuer.tokenFor(caller, Access.serviceBehind(route));
            var request = exchange.getRequest()
                    .mutate()
                    .headers(headers -> {
                        dropInvented(headers);
                        headers.setBearerAuth(token);
                        tellAddress(headers, exchange.getRequest().getRemoteAddress());
                    })
                    .build();
            return chain.filter(exchange.mutate().request(request).build());
        });
    }

    private Caller callerOf(ServerHttpRequest request) {
        var credentials = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (credentials.size() != 1 || !credentials.getFirst().startsWith(BEARER)) {
            throw Problem.unauthenticated("Say who you are: send one header 'Authorization: Bearer <token>'.");
        }
        var caller = verifier.verify(credentials.getFirst().substring(BEARER.length()));
        // Services ask one another, never through the front door.
        if (!caller.isPerson() && !caller.isCustomer()) {
            throw Problem.unauthenticated("This token is not a person's or a partner's. Get one that is.");
        }
        return caller;
    }

    /** Whoever opened the connection to us, and nobody's word about who was before them. */
    private static void tellAddress(HttpHeaders headers, @Nullable InetSocketAddress client) {
        if (client != null && client.getAddress() != null) {
            headers.set(CLIENT_ADDRESS, client.getAddress().getHostAddress());
        }
    }

    private static void dropInvented(HttpHeaders headers) {
        headers.headerNames().stream().filter(CallerFilter::isInvented).toList().forEach(headers::remove);
    }

    private static boolean isInvented(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return CREDENTIALS.contains(name) || name.startsWith("x-agis-") || name.startsWith("x-forwarded-");
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1_000;
    }
}
