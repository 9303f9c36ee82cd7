package gg.agis.sandbox.kubernetes.api;

import gg.agis.sandbox.kubernetes.object.Kind;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an API server says of itself. */
final class Discovery {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private Discovery() {}

    /** Nothing where the path is not about the server itself. */
    static Optional<ObjectNode> answer(List<String> path) {
        return switch (String.join("/", path)) {
            case "version" ->
                Optional.of(object().put("major", "1")
                        .put("minor", "34")
                        .put("gitVersion", "v1.34.0")
                        .put("platform", "linux/amd64"));
            case "api" -> {
                ObjectNode versions = object().put("kind", "APIVersions");
                versions.putArray("versions").add("v1");
                yield Optional.of(versions);
            }
            case "apis" -> Optional.of(groups());
            case "api/v1" -> Optional.of(resources("", "v1"));
            case "apis/agones.dev" -> Optional.of(group("agones.dev"));
            case "apis/batch" -> Optional.of(group("batch"));
            case "apis/agones.dev/v1" -> Optional.of(resources("agones.dev", "v1"));
            case "apis/batch/v1" -> Optional.of(resources("batch", "v1"));
            default -> Optional.empty();
        };
    }

    private static ObjectNode groups() {
        ObjectNode list = object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        groups.add(group("agones.dev")).add(group("batch"));
        return list;
    }

    private static ObjectNode group(String name) {
        ObjectNode version = object().put("groupVersion", name + "/v1").put("version", "v1");
        ObjectNode group =
                object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
        group.putArray("versions").add(version);
        group.set("preferredVersion", version);
        return group;
    }

    private static ObjectNode resources(String group, String version) {
        ObjectNode list = object().put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        Kind.ofGroup(group, version).forEach(kind -> {
            ArrayNode verbs = resources
                    .addObject()
                    .put("name", kind.plural())
                    .put("singularName", "")
                    .put("namespaced", true)
                    .put("kind", kind.title())
                    .putArray("verbs");
            VERBS.forEach(verbs::add);
        });
        return list;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
