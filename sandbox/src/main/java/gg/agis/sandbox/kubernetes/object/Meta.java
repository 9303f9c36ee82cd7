package gg.agis.sandbox.kubernetes.object;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands in the metadata of every object. */
public final class Meta {

    private Meta() {}

    public static ObjectNode of(ObjectNode object) {
        return object.withObjectProperty("metadata");
    }

    public static String name(JsonNode object) {
        return object.path("metadata").path("name").asString("");
    }

    public static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asString("");
    }

    public static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asString("");
    }

    public static long version(JsonNode object) {
        return Long.parseLong(object.path("metadata").path("resourceVersion").asString("0"));
    }

    static Optional<String> claimedVersion(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asStringOpt().filter(version -> !version.isEmpty());
    }

    public static boolean isDying(JsonNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    public static Map<String, String> labels(JsonNode object) {
        return object.path("metadata").path("labels").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().asString("")));
    }

    public static List<String> finalizers(JsonNode object) {
        return StreamSupport.stream(object.path("metadata").path("finalizers").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    public static void addFinalizer(ObjectNode object, String finalizer) {
        if (!finalizers(object).contains(finalizer)) {
            of(object).withArrayProperty("finalizers").add(finalizer);
        }
    }

    public static void removeFinalizer(ObjectNode object, String finalizer) {
        List<String> kept = finalizers(object).stream()
                .filter(other -> !other.equals(finalizer))
                .toList();
        if (kept.isEmpty()) {
            of(object).remove("finalizers");
        } else {
            ArrayNode array = of(object).putArray("finalizers");
            kept.forEach(array::add);
        }
    }
}
