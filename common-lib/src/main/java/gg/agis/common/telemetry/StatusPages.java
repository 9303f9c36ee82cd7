package gg.agis.common.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** What a service tells about itself, whichever server is asked. */
final class StatusPages {

    private static final Set<String> HEALTH = Set.of("/health", "/healthz");
    private static final Set<String> READY = Set.of("/ready", "/readyz");
    private static final Set<String> INFO = Set.of("/info", "/about", "/version");
    private static final String METRICS = "/metrics";

    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    record Page(int status, String contentType, String text) {

        static Page json(int status, Object content) {
            return new Page(status, JSON, MAPPER.writeValueAsString(content));
        }

        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final Readiness readiness;
    private final Map<String, String> build;
    private final Supplier<String> metrics;

    StatusPages(Readiness readiness, Map<String, String> build, Supplier<String> metrics) {
        this.readiness = readiness;
        this.build = build;
        this.metrics = metrics;
    }

    /** On the port that callers use: no metrics, which are nobody's business there. */
    Optional<Page> onMainPort(String path) {
        if (HEALTH.contains(path)) {
            // Asks nobody: restarting a service does not bring a dependency back.
            return Optional.of(Page.json(200, Map.of("status", "ok")));
        }
        if (READY.contains(path)) {
            return Optional.of(ready());
        }
        if (INFO.contains(path)) {
            return Optional.of(Page.json(200, build));
        }
        return Optional.empty();
    }

    Optional<Page> onManagementPort(String path) {
        if (path.equals(METRICS)) {
            return Optional.of(new Page(200, PROMETHEUS, metrics.get()));
        }
        return onMainPort(path);
    }

    boolean knows(String path) {
        return HEALTH.contains(path) || READY.contains(path) || INFO.contains(path);
    }

    private Page ready() {
        var report = readiness.report();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("status", report.isReady() ? "ready" : "unready");
        answer.putAll(report.connections());
        if (report.isReady()) {
            return Page.json(200, answer);
        }
        answer.put("missing", report.missing());
        return Page.json(503, answer);
    }
}
