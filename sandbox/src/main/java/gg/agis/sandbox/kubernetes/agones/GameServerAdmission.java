package gg.agis.sandbox.kubernetes.agones;

import static gg.agis.sandbox.kubernetes.agones.GameServerState.CREATING;
import static gg.agis.sandbox.kubernetes.agones.GameServerState.PORT_ALLOCATION;

import gg.agis.sandbox.kubernetes.object.Admission;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Agones' webhooks: sets what was left open, refuses what cannot run. */
final class GameServerAdmission implements Admission {

    static final String FINALIZER = "agones.dev/controller";

    private static final int NAME_MAX = 63;
    private static final int GRPC_PORT = 9357;
    private static final int HTTP_PORT = 9358;

    @Override
    public void admit(ObjectNode fresh) {
        ObjectNode spec = fresh.withObjectProperty("spec");
        setDefaults(spec);
        List<String> causes = new ArrayList<>();
        if (Meta.name(fresh).length() > NAME_MAX) {
            causes.add("metadata.name: Too long: may not be more than %d bytes".formatted(NAME_MAX));
        }
        checkContainers(spec, causes);
        checkPorts(spec, causes);
        if (!causes.isEmpty()) {
            throw Refused.invalid("GameServer.agones.dev", Meta.name(fresh), String.join(", ", causes));
        }
        Meta.addFinalizer(fresh, FINALIZER);
        setStatus(fresh, spec);
    }

    private static void setDefaults(ObjectNode spec) {
        JsonNode containers = spec.path("template").path("spec").path("containers");
        if (containers.size() == 1) {
            setDefault(spec, "container", containers.get(0).path("name").asString(""));
        }
        spec.path("ports").forEach(port -> {
            setDefault((ObjectNode) port, "portPolicy", "Dynamic");
            setDefault((ObjectNode) port, "protocol", "UDP");
            setDefault((ObjectNode) port, "range", "default");
        });
        ObjectNode health = spec.withObjectProperty("health");
        if (!health.path("disabled").asBoolean(false)) {
            setDefault(health, "initialDelaySeconds", 5);
            setDefault(health, "periodSeconds", 5);
            setDefault(health, "failureThreshold", 3);
        }
        setDefault(spec, "scheduling", "Packed");
        setDefault(spec.withObjectProperty("eviction"), "safe", "Never");
        ObjectNode sdkServer = spec.withObjectProperty("sdkServer");
        setDefault(sdkServer, "logLevel", "Info");
        setDefault(sdkServer, "grpcPort", GRPC_PORT);
        setDefault(sdkServer, "httpPort", HTTP_PORT);
    }

    private static void setDefault(ObjectNode object, String name, String value) {
        if (object.path(name).asString("").isEmpty()) {
            object.put(name, value);
        }
    }

    private static void setDefault(ObjectNode object, String name, int value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }

    private static void checkContainers(ObjectNode spec, List<String> causes) {
        JsonNode containers = spec.path("template").path("spec").path("containers");
        String wanted = spec.path("container").asString("");
        boolean found = containers.values().stream()
                .anyMatch(container -> container.path("name").asString("").equals(wanted));
        if (wanted.isEmpty()) {
            causes.add("spec.container: Required value: Container is required when using multiple containers");
        } else if (!found) {
            causes.add("spec.container: Invalid value: Could not find a container named %s".formatted(wanted));
        }
    }

    private static void checkPorts(ObjectNode spec, List<String> causes) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < spec.path("ports").size(); i++) {
            JsonNode port = spec.path("ports").get(i);
            String path = "spec.ports[%d]".formatted(i);
            String policy = port.path("portPolicy").asString("");
            if (policy.equals("Dynamic") && port.path("hostPort").asInt(0) > 0) {
                causes.add(path + ".hostPort: Forbidden: HostPort cannot be specified with a Dynamic PortPolicy");
            }
            if (policy.equals("Static") && port.path("hostPort").asInt(0) == 0) {
                causes.add(path + ".hostPort: Required value: HostPort must be specified with a Static PortPolicy");
            }
            if (!policy.equals("Passthrough") && port.path("containerPort").asInt(0) == 0) {
                causes.add(path + ".containerPort: Required value: ContainerPort must be defined");
            }
            String name = port.path("name").asString("");
            if (!name.isEmpty() && !names.add(name)) {
                causes.add(path + ".name: Duplicate value: " + name);
            }
        }
    }

    private static void setStatus(ObjectNode fresh, ObjectNode spec) {
        boolean needsPorts = spec.path("ports").values().stream()
                .anyMatch(port -> !port.path("portPolicy").asString("").equals("Static"));
        ObjectNode status = fresh.putObject("status");
        status.put("state", needsPorts ? PORT_ALLOCATION : CREATING);
        status.set("eviction", spec.path("eviction").deepCopy());
        status.put("immutableReplicas", 1);
        if (spec.path("players").isObject()) {
            status.putObject("players")
                    .put("count", 0)
                    .put(
                            "capacity",
                            spec.path("players").path("initialCapacity").asInt(0))
                    .putArray("ids");
        }
        for (String kept : List.of("counters", "lists")) {
            if (spec.has(kept)) {
                status.set(kept, spec.path(kept).deepCopy());
            }
        }
    }
}
