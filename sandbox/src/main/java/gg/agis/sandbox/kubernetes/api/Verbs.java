package gg.agis.sandbox.kubernetes.api;

import gg.agis.sandbox.kubernetes.http.Call;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Patch;
import gg.agis.sandbox.kubernetes.object.Refused;
import gg.agis.sandbox.kubernetes.object.Resources;
import gg.agis.sandbox.kubernetes.object.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Does what a call asks for, watching aside. */
final class Verbs {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Resources resources;

    Verbs(Resources resources) {
        this.resources = resources;
    }

    /** What is answered, with which status. */
    record Done(int status, ObjectNode body) {}

    Done run(String verb, Target target, Call call) {
        return switch (verb) {
            case "get" -> new Done(200, get(target));
            case "list" -> new Done(200, list(target, call));
            case "create" -> new Done(201, create(target, call));
            case "update" -> new Done(200, resources.update(target.key(), object(call), target.isStatus()));
            case "patch" -> patch(target, call);
            case "delete" -> new Done(200, resources.delete(target.key(), options(call)));
            case "deletecollection" -> new Done(200, deleteAll(target, call));
            default -> throw Refused.methodNotAllowed();
        };
    }

    static Selector selector(Target target, Call call) {
        String byName = target.name().isEmpty() ? "" : "metadata.name=" + target.name();
        return Selector.of(
                target.namespace(),
                call.query("labelSelector").orElse(""),
                String.join(",", call.query("fieldSelector").orElse(""), byName));
    }

    private ObjectNode get(Target target) {
        return resources.store().find(target.key()).orElseThrow(() -> Refused.notFound(target.kind(), target.name()));
    }

    private ObjectNode list(Target target, Call call) {
        Store.Snapshot snapshot = resources.store().snapshot(target.kind());
        Selector selector = selector(target, call);
        List<ObjectNode> found =
                snapshot.objects().stream().filter(selector::matches).toList();
        int from = call.query("continue").map(Verbs::number).orElse(0);
        int limit = call.query("limit").map(Verbs::number).filter(it -> it > 0).orElse(found.size());
        int to = Math.min(found.size(), from + limit);
        ObjectNode list = JSON.createObjectNode()
                .put("kind", target.kind().title() + "List")
                .put("apiVersion", target.kind().apiVersion());
        Meta.of(list).put("resourceVersion", Long.toString(snapshot.version()));
        if (to < found.size()) {
            Meta.of(list).put("continue", Integer.toString(to)).put("remainingItemCount", found.size() - to);
        }
        ArrayNode items = list.putArray("items");
        found.subList(Math.min(from, to), to).forEach(items::add);
        return list;
    }

    private ObjectNode create(Target target, Call call) {
        if (target.namespace().isEmpty() || !target.name().isEmpty()) {
            throw Refused.methodNotAllowed();
        }
        return resources.create(target.kind(), target.namespace(), object(call));
    }

    private Done patch(Target target, Call call) {
        String type = call.header("content-type").orElse("").split(";", 2)[0].strip();
        JsonNode patch = read(call);
        UnaryOperator<ObjectNode> change = switch (type) {
            case "application/json-patch+json" -> before -> Patch.apply(before, patch);
            case "application/merge-patch+json" -> before -> Patch.merge(before, patch);
            case "application/strategic-merge-patch+json" -> strategic(target, type, patch);
            case "application/apply-patch+yaml" -> before -> Patch.merge(before, patch);
            default -> throw Refused.unsupportedMediaType(type);
        };
        boolean applied = type.startsWith("application/apply-patch");
        if (applied && resources.store().find(target.key()).isEmpty()) {
            return new Done(201, resources.create(target.kind(), target.namespace(), object(call)));
        }
        return new Done(200, resources.change(target.key(), change, target.isStatus()));
    }

    // Lists are replaced here and not merged by their keys: nobody who calls us patches lists.
    private static UnaryOperator<ObjectNode> strategic(Target target, String type, JsonNode patch) {
        if (target.kind().isCustom()) {
            throw Refused.unsupportedMediaType(type);
        }
        return before -> Patch.merge(before, patch);
    }

    private ObjectNode deleteAll(Target target, Call call) {
        JsonNode options = options(call);
        Selector selector = selector(target, call);
        resources.store().all(target.kind()).stream()
                .filter(selector::matches)
                .forEach(object -> resources.delete(Store.Key.of(target.kind(), object), options));
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Success");
    }

    private static JsonNode options(Call call) {
        return call.body().length == 0 ? JSON.createObjectNode() : read(call);
    }

    static ObjectNode object(Call call) {
        return Optional.of(read(call))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> Refused.badRequest("the object provided is not an object"));
    }

    private static JsonNode read(Call call) {
        try {
            return JSON.readTree(new String(call.body(), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw Refused.badRequest("the body cannot be read: " + e.getOriginalMessage());
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refused.badRequest("'%s' is not a number".formatted(text));
        }
    }
}
