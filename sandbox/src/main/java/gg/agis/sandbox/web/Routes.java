package gg.agis.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which handler answers which method and path. */
public final class Routes implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    /** Answers one request; a {@link Refusal} thrown is the answer as well. */
    @FunctionalInterface
    public interface Handler {
        Answer handle(Request request) throws Exception;
    }

    private final Map<String, Map<String, Handler>> byPath = new LinkedHashMap<>();

    public Routes get(String path, Handler handler) {
        return on("GET", path, handler);
    }

    public Routes post(String path, Handler handler) {
        return on("POST", path, handler);
    }

    private Routes on(String method, String path, Handler handler) {
        byPath.computeIfAbsent(path, ignored -> new LinkedHashMap<>()).put(method, handler);
        return this;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        Map<String, Handler> methods = byPath.get(path);
        if (methods == null) {
            return new Refusal(404, "There is nothing here; known are " + byPath.keySet()).answer();
        }
        Handler handler = methods.get(exchange.getRequestMethod());
        if (handler == null) {
            return new Refusal(405, "Here one may only " + methods.keySet()).answer();
        }
        try {
            return handler.handle(new Request(exchange));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (Exception e) {
            log.error("{} failed", path, e);
            return new Refusal(500, "The stand-in failed; its log says why").answer();
        }
    }
}
