package gg.agis.sandbox.kubernetes.object;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to an object as callers send them. */
public final class Patch {

    private static final String TO_THE_END = "-";

    private Patch() {}

    /** RFC 7386; what is null goes. */
    public static ObjectNode merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            JsonNode present = target.get(field.getKey());
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value.isObject()) {
                ObjectNode under = present instanceof ObjectNode object ? object : target.objectNode();
                target.set(field.getKey(), merge(under, value));
            } else {
                target.set(field.getKey(), value.deepCopy());
            }
        });
        return target;
    }

    /** RFC 6902. */
    public static ObjectNode apply(ObjectNode target, JsonNode operations) {
        if (!operations.isArray()) {
            throw Refused.badRequest("a JSON patch is an array of operations");
        }
        operations.forEach(
                operation -> apply(target, operation, operation.path("op").asString("")));
        return target;
    }

    private static void apply(ObjectNode target, JsonNode operation, String kind) {
        JsonPointer path = pointer(operation, "path");
        switch (kind) {
            case "add" -> put(target, path, operation.path("value").deepCopy(), false);
            case "replace" -> {
                existing(target, path);
                put(target, path, operation.path("value").deepCopy(), true);
            }
            case "remove" -> remove(target, path);
            case "move" -> {
                JsonNode moved = existing(target, pointer(operation, "from"));
                remove(target, pointer(operation, "from"));
                put(target, path, moved, false);
            }
            case "copy" ->
                put(target, path, existing(target, pointer(operation, "from")).deepCopy(), false);
            case "test" -> test(target, path, operation.path("value"));
            default -> throw Refused.badRequest("Unexpected kind: " + kind);
        }
    }

    private static void test(ObjectNode target, JsonPointer path, JsonNode expected) {
        if (!target.at(path).equals(expected)) {
            throw Refused.invalid("", "", "testing value %s failed".formatted(path));
        }
    }

    private static JsonPointer pointer(JsonNode operation, String name) {
        try {
            return JsonPointer.compile(operation.path(name).asString(""));
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("'%s' is not a JSON pointer".formatted(name));
        }
    }

    private static JsonNode existing(ObjectNode target, JsonPointer path) {
        JsonNode found = target.at(path);
        if (found.isMissingNode()) {
            throw Refused.invalid("", "", "the path %s does not exist".formatted(path));
        }
        return found;
    }

    private static void put(ObjectNode target, JsonPointer path, JsonNode value, boolean replacing) {
        String last = path.last().getMatchingProperty();
        switch (existing(target, path.head())) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array when last.equals(TO_THE_END) -> array.add(value);
            case ArrayNode array when replacing -> array.set(index(path), value);
            case ArrayNode array -> array.insert(index(path), value);
            default -> throw Refused.invalid("", "", "the path %s has no parent".formatted(path));
        }
    }

    private static void remove(ObjectNode target, JsonPointer path) {
        existing(target, path);
        switch (existing(target, path.head())) {
            case ObjectNode object -> object.remove(path.last().getMatchingProperty());
            case ArrayNode array -> array.remove(index(path));
            default -> throw Refused.invalid("", "", "the path %s has no parent".formatted(path));
        }
    }

    private static int index(JsonPointer path) {
        int index = path.last().getMatchingIndex();
        if (index < 0) {
            throw Refused.invalid("", "", "the path %s names no element".formatted(path));
        }
        return index;
    }
}
