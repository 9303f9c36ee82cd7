package gg.agis.common.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** Whether this service can take requests, as all of its checks say. */
final class Readiness implements ApplicationListener<ContextClosedEvent> {

    record Missing(String name, String problem) {}

    private final List<ReadinessCheck> checks;
    private volatile boolean ending;

    Readiness(List<ReadinessCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /** What {@code /readyz} answers. */
    record Report(Map<String, String> connections, List<Missing> missing) {

        boolean isReady() {
            return missing.isEmpty();
        }
    }

    Report report() {
        var connections = new LinkedHashMap<String, String>();
        var missing = new ArrayList<Missing>();
        for (var check : checks) {
            var problem = check.problem();
            problem.ifPresent(text -> missing.add(new Missing(check.name(), text)));
            if (check instanceof ConnectionCheck) {
                connections.put(check.name(), problem.isEmpty() ? "connected" : "disconnected");
            }
        }
        if (ending) {
            missing.add(new Missing("shutdown", "The service is ending and takes no new requests."));
        }
        return new Report(connections, missing);
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        ending = true;
    }
}
