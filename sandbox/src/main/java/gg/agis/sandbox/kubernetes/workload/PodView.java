package gg.agis.sandbox.kubernetes.workload;

import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Store;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a container sees: its variables, with secrets looked up and paths of this machine. */
record PodView(Store store, JsonNode owner, Mounts mounts) {

    String local(String text) {
        return mounts.local(text);
    }

    Map<String, String> environmentOf(JsonNode container) {
        Map<String, String> variables = new HashMap<>();
        container.path("envFrom").forEach(source -> {
            String secret = source.path("secretRef").path("name").asString("");
            String prefix = source.path("prefix").asString("");
            secret(secret)
                    .properties()
                    .forEach(entry -> variables.put(prefix + entry.getKey(), decoded(entry.getValue())));
        });
        container
                .path("env")
                .forEach(variable -> variables.put(variable.path("name").asString(""), valueOf(variable)));
        return variables;
    }

    private String valueOf(JsonNode variable) {
        JsonNode from = variable.path("valueFrom");
        if (from.has("secretKeyRef")) {
            JsonNode reference = from.path("secretKeyRef");
            String key = reference.path("key").asString("");
            return decoded(secret(reference.path("name").asString("")).path(key));
        }
        return switch (from.path("fieldRef").path("fieldPath").asString("")) {
            case "metadata.name" -> Meta.name(owner);
            case "metadata.namespace" -> Meta.namespace(owner);
            default -> mounts.local(variable.path("value").asString(""));
        };
    }

    private JsonNode secret(String name) {
        return store.find(new Store.Key(Kind.SECRET, Meta.namespace(owner), name))
                .orElseThrow(() -> new IllegalArgumentException("There is no secret " + name))
                .path("data");
    }

    private static String decoded(JsonNode value) {
        return new String(Base64.getDecoder().decode(value.asString("")), StandardCharsets.UTF_8);
    }
}
