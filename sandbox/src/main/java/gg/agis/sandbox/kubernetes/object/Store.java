package gg.agis.sandbox.kubernetes.object;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the cluster knows, as its etcd: objects in versions, and the changes that led to them, for a while. */
public final class Store {

    // Each holds a whole object, and this process is small.
    private static final int HISTORY_MAX = 1_000;

    /** Where an object is. */
    public record Key(Kind kind, String namespace, String name) implements Comparable<Key> {

        public static Key of(Kind kind, ObjectNode object) {
            return new Key(kind, Meta.namespace(object), Meta.name(object));
        }

        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            int byNamespace = byKind == 0 ? namespace.compareTo(other.namespace) : byKind;
            return byNamespace == 0 ? name.compareTo(other.name) : byNamespace;
        }
    }

    /** All that there is of a kind, at one moment. */
    public record Snapshot(long version, List<ObjectNode> objects) {}

    private final Journal journal;
    private final NavigableMap<Key, ObjectNode> objects = new TreeMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final List<Consumer<Change>> followers = new CopyOnWriteArrayList<>();
    private long version;
    private long oldestKnown;

    public Store(Journal journal) {
        this.journal = journal;
        for (ObjectNode object : journal.load()) {
            Kind.titled(
                            object.path("apiVersion").asString(""),
                            object.path("kind").asString(""))
                    .ifPresent(kind -> objects.put(Key.of(kind, object), object));
            version = Math.max(version, Meta.version(object));
        }
        // Versions of objects that are gone are not known any more; they were not above this.
        version = Math.max(version, journal.lastVersion()) + 1;
        oldestKnown = version;
    }

    public synchronized Optional<ObjectNode> find(Key key) {
        return Optional.ofNullable(objects.get(key));
    }

    public synchronized List<ObjectNode> all(Kind kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(Map.Entry::getValue)
                .toList();
    }

    public synchronized Snapshot snapshot(Kind kind) {
        return new Snapshot(version, all(kind));
    }

    public synchronized long version() {
        return version;
    }

    /**
     * Keeps a new object.
     *
     * @throws Refused if there is one of its name
     */
    synchronized ObjectNode add(Kind kind, ObjectNode object) {
        Key key = Key.of(kind, object);
        if (objects.containsKey(key)) {
            throw Refused.alreadyExists(kind, key.name());
        }
        return keep(Change.Type.ADDED, key, object, null);
    }

    /** Changes an object, if there is one; without finalizers a dying one is gone after that. */
    public synchronized Optional<ObjectNode> change(Key key, UnaryOperator<ObjectNode> change) {
        ObjectNode before = objects.get(key);
        if (before == null) {
            return Optional.empty();
        }
        ObjectNode after = change.apply(before.deepCopy());
        Meta.of(after).put("resourceVersion", Long.toString(Meta.version(before)));
        if (Meta.isDying(after) && Meta.finalizers(after).isEmpty()) {
            return Optional.of(remove(key, after));
        }
        return Optional.of(after.equals(before) ? before : keep(Change.Type.MODIFIED, key, after, before));
    }

    /** As if it had never been there: nobody is asked, no finalizer waited for. */
    public synchronized void forget(Key key) {
        ObjectNode object = objects.get(key);
        if (object != null) {
            remove(key, object.deepCopy());
        }
    }

    /** Is told of everything from now on, in order, while the store is locked: it must be quick. */
    public synchronized void follow(Consumer<Change> follower) {
        followers.add(follower);
    }

    /**
     * Is told of everything after that version.
     *
     * @throws Refused if changes since then are not known any more
     */
    public synchronized void follow(long after, Consumer<Change> follower) {
        if (after < oldestKnown) {
            throw Refused.expired(after, oldestKnown);
        }
        history.stream().filter(change -> change.version() > after).forEach(follower);
        followers.add(follower);
    }

    public void unfollow(Consumer<Change> follower) {
        followers.remove(follower);
    }

    /** Every version before the present one is too old from now on. */
    public synchronized void forgetHistory() {
        history.clear();
        version++;
        oldestKnown = version;
    }

    private ObjectNode keep(Change.Type type, Key key, ObjectNode object, @Nullable ObjectNode before) {
        version++;
        Meta.of(object).put("resourceVersion", Long.toString(version));
        objects.put(key, object);
        journal.keep(object);
        tell(new Change(type, version, key.kind(), object, before));
        return object;
    }

    private ObjectNode remove(Key key, ObjectNode last) {
        ObjectNode before = objects.remove(key);
        version++;
        Meta.of(last).put("resourceVersion", Long.toString(version));
        journal.remove(last);
        tell(new Change(Change.Type.DELETED, version, key.kind(), last, before));
        return last;
    }

    private void tell(Change change) {
        history.addLast(change);
        if (history.size() > HISTORY_MAX) {
            oldestKnown = history.removeFirst().version();
        }
        new ArrayList<>(followers).forEach(follower -> follower.accept(change));
    }
}
