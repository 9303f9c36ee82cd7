package gg.agis.sandbox.kubernetes.object;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates, changes and deletes objects by the rules that hold for everybody. */
public final class Resources {

    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final List<String> KEPT_METADATA = List.of(
            "uid",
            "name",
            "namespace",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "generateName");

    private final Store store;
    private final InstantSource clock;
    private final Fields fields = new Fields();
    private final Map<Kind, Admission> admissions = new EnumMap<>(Kind.class);
    private final RandomGenerator random = RandomGenerator.getDefault();

    public Resources(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public void admission(Kind kind, Admission admission) {
        admissions.put(kind, admission);
    }

    public Store store() {
        return store;
    }

    public ObjectNode create(Kind kind, String namespace, ObjectNode object) {
        belongs(kind, namespace, object);
        fields.check(kind, object);
        if (Meta.claimedVersion(object).isPresent()) {
            throw Refused.badRequest("resourceVersion should not be set on objects to be created");
        }
        ObjectNode meta = Meta.of(object);
        meta.put("namespace", namespace);
        if (Meta.name(object).isEmpty()) {
            meta.put("name", generated(kind, meta.path("generateName").asString("")));
        }
        Names.check(kind, object);
        meta.put("uid", UUID.randomUUID().toString());
        meta.put("creationTimestamp", now());
        meta.put("generation", 1);
        meta.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields"));
        if (kind.hasStatusResource()) {
            object.remove("status");
        }
        if (store.find(Store.Key.of(kind, object)).isPresent()) {
            throw Refused.alreadyExists(kind, Meta.name(object));
        }
        admissionOf(kind).admit(object);
        return store.add(kind, object);
    }

    /** Replaces all of an object, or only its status. */
    public ObjectNode update(Store.Key key, ObjectNode wanted, boolean onlyStatus) {
        belongs(key.kind(), key.namespace(), wanted);
        if (!Meta.name(wanted).equals(key.name())) {
            throw Refused.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(Meta.name(wanted), key.name()));
        }
        if (key.kind().isCustom() && Meta.claimedVersion(wanted).isEmpty()) {
            throw Refused.invalid(
                    key.kind().title(), key.name(), "metadata.resourceVersion: must be specified for an update");
        }
        return change(key, before -> wanted, onlyStatus);
    }

    /** Changes an object as the patch says, or only its status. */
    public ObjectNode change(Store.Key key, UnaryOperator<ObjectNode> wanted, boolean onlyStatus) {
        return store.change(key, before -> {
                    ObjectNode asked = wanted.apply(before.deepCopy());
                    fields.check(key.kind(), asked);
                    refuseIfOlder(key, before, asked);
                    ObjectNode after = onlyStatus ? before.deepCopy() : asked.deepCopy();
                    if (onlyStatus || key.kind().hasStatusResource()) {
                        setOrRemove(after, "status", onlyStatus ? asked.get("status") : before.get("status"));
                    }
                    keepMetadata(before, after);
                    refuseNewFinalizers(key, before, after);
                    Names.check(key.kind(), after);
                    if (!onlyStatus) {
                        admissionOf(key.kind()).admitChange(before, after);
                    }
                    countGeneration(before, after);
                    return after;
                })
                .orElseThrow(() -> Refused.notFound(key.kind(), key.name()));
    }

    /** Marks it for deletion; it is gone at once where nothing holds it. */
    public ObjectNode delete(Store.Key key, JsonNode options) {
        return store.change(key, object -> {
                    refuseUnless(key, options.path("preconditions").path("uid"), Meta.uid(object));
                    refuseUnless(
                            key,
                            options.path("preconditions").path("resourceVersion"),
                            Long.toString(Meta.version(object)));
                    if (!Meta.isDying(object)) {
                        Meta.of(object)
                                .put("deletionTimestamp", now())
                                .put(
                                        "deletionGracePeriodSeconds",
                                        options.path("gracePeriodSeconds").asLong(0));
                    }
                    return object;
                })
                .orElseThrow(() -> Refused.notFound(key.kind(), key.name()));
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Admission admissionOf(Kind kind) {
        return admissions.getOrDefault(kind, Admission.NONE);
    }

    private static void belongs(Kind kind, String namespace, ObjectNode object) {
        String title = object.path("kind").asString("");
        String apiVersion = object.path("apiVersion").asString("");
        if (!title.equals(kind.title()) || !apiVersion.equals(kind.apiVersion())) {
            throw Refused.badRequest("the API version in the data (%s, %s) does not match the expected (%s, %s)"
                    .formatted(apiVersion, title, kind.apiVersion(), kind.title()));
        }
        String own = Meta.namespace(object);
        if (!own.isEmpty() && !own.equals(namespace)) {
            throw Refused.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    private String generated(Kind kind, String prefix) {
        if (prefix.isEmpty()) {
            throw Refused.invalid(kind.title(), "", "metadata.name: Required value: name or generateName is required");
        }
        return prefix
                + random.ints(SUFFIX_LENGTH, 0, SUFFIX_LETTERS.length())
                        .mapToObj(letter -> String.valueOf(SUFFIX_LETTERS.charAt(letter)))
                        .collect(Collectors.joining());
    }

    private static void refuseIfOlder(Store.Key key, ObjectNode before, ObjectNode asked) {
        Meta.claimedVersion(asked)
                .filter(version -> !version.equals(Long.toString(Meta.version(before))))
                .ifPresent(older -> {
                    throw Refused.conflict(
                            key.kind().qualified(),
                            key.name(),
                            "the object has been modified; please apply your changes to the latest version and try again");
                });
    }

    private static void refuseUnless(Store.Key key, JsonNode demanded, String actual) {
        if (demanded.isString() && !demanded.asString().equals(actual)) {
            throw Refused.conflict(
                    key.kind().qualified(),
                    key.name(),
                    "the precondition %s does not hold, it is %s".formatted(demanded.asString(), actual));
        }
    }

    private static void refuseNewFinalizers(Store.Key key, ObjectNode before, ObjectNode after) {
        if (Meta.isDying(before) && !new HashSet<>(Meta.finalizers(before)).containsAll(Meta.finalizers(after))) {
            throw Refused.invalid(
                    key.kind().title(),
                    key.name(),
                    "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted");
        }
    }

    private static void keepMetadata(ObjectNode before, ObjectNode after) {
        ObjectNode kept = Meta.of(before);
        ObjectNode meta = Meta.of(after);
        KEPT_METADATA.forEach(name -> setOrRemove(meta, name, kept.get(name)));
        meta.remove("managedFields");
        meta.set("resourceVersion", kept.get("resourceVersion"));
    }

    private static void setOrRemove(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value == null) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }

    private static void countGeneration(ObjectNode before, ObjectNode after) {
        if (!before.path("spec").equals(after.path("spec"))) {
            Meta.of(after)
                    .put(
                            "generation",
                            before.path("metadata").path("generation").asLong(0) + 1);
        }
    }
}
