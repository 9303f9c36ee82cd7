package gg.agis.common.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.MapPropertySource;

/**
 * Answers probes and Prometheus on a port of their own.
 *
 * <p>The JDK's small server and not Boot's management context: that is a second Tomcat or Netty with a context of its
 * own, for four pages: measured, six threads, a hundred classes and 120 to 160 ms of an already warm start, seven times
 * over on one machine. This one also answers when the main server's threads or connections are all taken, starts before it
 * and ends after it, so that a service that drains is seen to be alive and unready.
 */
final class StatusServer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StatusServer.class);
    private static final int BACKLOG_MAX = 50;

    static {
        // Read once, by the first server: whoever sends or reads at a snail's pace is cut off.
        limit("sun.net.httpserver.maxReqTime", "10");
        limit("sun.net.httpserver.maxRspTime", "30");
        limit("sun.net.httpserver.nodelay", "true");
    }

    private final StatusPages pages;
    private final InetSocketAddress address;
    private final ConfigurableApplicationContext context;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    StatusServer(StatusPages pages, InetSocketAddress address, ConfigurableApplicationContext context) {
        this.pages = pages;
        this.address = address;
        this.context = context;
    }

    @Override
    public synchronized void start() {
        try {
            var starting = HttpServer.create(address, BACKLOG_MAX);
            threads = Executors.newVirtualThreadPerTaskExecutor();
            starting.setExecutor(threads);
            starting.createContext("/", this::answer);
            starting.start();
            server = starting;
            publish(starting.getAddress().getPort());
        } catch (IOException e) {
            throw new PortInUseException(address.getPort(), e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            var page = page(exchange.getRequestURI().getPath());
            if (page.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var body = page.get().body();
            exchange.getResponseHeaders().set("Content-Type", page.get().contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (method.equals("HEAD")) {
                exchange.sendResponseHeaders(page.get().status(), -1);
                return;
            }
            exchange.sendResponseHeaders(page.get().status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Optional<StatusPages.Page> page(String path) {
        try {
            return pages.onManagementPort(path);
        } catch (RuntimeException e) {
            log.error("The page {} cannot be made", path, e);
            return Optional.of(StatusPages.Page.json(500, Map.of("status", "error")));
        }
    }

    /** Under the name by which Boot's tests ask for it. */
    private void publish(int port) {
        Map<String, Object> ports = new HashMap<>(Map.of("local.management.port", port));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("status.port", ports));
        log.info("Status and metrics are on port {}", port);
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (threads != null) {
            threads.close();
        }
    }

    /** Tests without a server have no use for this one either. */
    @Override
    public boolean isAutoStartup() {
        return context instanceof WebServerApplicationContext;
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    /** Low, so that it starts early and ends last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1_000;
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
