package gg.agis.sandbox.stack;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What each service is told when it starts: its ports, its keys, where the others are. */
final class Wiring {

    private final StackDirectory directory;
    private final Secrets secrets;
    private final ServicePorts ports;
    private final Surroundings surroundings;
    private final Consumer<Service> moved;

    Wiring(
            StackDirectory directory,
            Secrets secrets,
            ServicePorts ports,
            Surroundings surroundings,
            Consumer<Service> moved) {
        this.directory = directory;
        this.secrets = secrets;
        this.ports = ports;
        this.surroundings = surroundings;
        this.moved = moved;
    }

    Map<String, String> environmentOf(Service service) {
        Map<String, String> variables = new LinkedHashMap<>(surroundings.environmentOf(service));
        variables.put("SERVER_ADDRESS", "127.0.0.1");
        variables.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        variables.put("SERVER_PORT", Integer.toString(ports.of(service).server()));
        variables.put("METRICS_PORT", Integer.toString(ports.of(service).management()));
        variables.put("TOKEN_KEY", secrets.tokenKey(service.id()).toJSONString());
        variables.put("TOKEN_ISSUERS", secrets.tokenIssuers(service));
        variables.put("CURSOR_KEY", secrets.cursorKey(service));
        if (service == Service.ADS) {
            variables.put("UNCONSENTED_KEY", secrets.unconsentedKey());
        }
        // The checklist shows the migrations as they are made.
        variables.put("LOGGING_LEVEL_ORG_FLYWAYDB", "info");
        // glibc gives each thread an arena of its own; two are enough and save tens of megabytes a process.
        variables.put("MALLOC_ARENA_MAX", "2");
        if (service == Service.PROVISIONING && ports.has(Service.BILLING)) {
            variables.put("BILLING_URL", urlOf(Service.BILLING));
        }
        if (service == Service.GATEWAY) {
            Service.all().stream()
                    .filter(it -> it != Service.GATEWAY && ports.has(it))
                    .forEach(it -> variables.put(it.id().toUpperCase(Locale.ROOT) + "_URL", urlOf(it)));
        }
        return variables;
    }

    String urlOf(Service service) {
        return "http://127.0.0.1:" + ports.of(service).server();
    }

    /** Gives a service that cannot bind its ports others, and tells whoever knew the old ones. */
    void move(Service service) {
        moved.accept(service);
    }

    ServicePorts ports() {
        return ports;
    }

    StackDirectory directory() {
        return directory;
    }
}
