package gg.agis.common.projection;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Whole topics in memory. */
final class MemoryStore implements ProjectionStore {

    private final Map<String, Map<String, Held>> topics = new ConcurrentHashMap<>();
    private final Set<String> caughtUp = ConcurrentHashMap.newKeySet();

    /** Called by the reading thread alone. */
    void apply(CompactedRecord next) {
        topic(next.topic()).merge(next.key(), Held.of(next), (held, now) -> held.after(next));
    }

    void caughtUpWith(String topic) {
        caughtUp.add(topic);
    }

    @Override
    public boolean readWhole(String topic) {
        return caughtUp.contains(topic);
    }

    @Override
    public boolean caughtUp(String topic) {
        return caughtUp.contains(topic);
    }

    @Override
    public Map<String, Event> find(String topic, Collection<String> keys) {
        var held = topic(topic);
        var found = new HashMap<String, Event>();
        for (var key : keys) {
            var one = held.get(key);
            if (one != null && one.event() != null) {
                found.put(key, one.event());
            }
        }
        return found;
    }

    @Override
    public List<Event> first(String topic, Set<String> types, int limit) {
        return topic(topic).values().stream()
                .map(Held::event)
                .filter(Objects::nonNull)
                .filter(event -> types.contains(Contracts.of(event).type()))
                .limit(limit)
                .toList();
    }

    private Map<String, Held> topic(String topic) {
        return topics.computeIfAbsent(topic, t -> new ConcurrentSkipListMap<>());
    }

    /** The version outlives its event, so that a late record cannot bring back what a tombstone took. */
    private record Held(long version, @Nullable Event event) {

        static Held of(CompactedRecord first) {
            return new Held(first.version(), first.event());
        }

        Held after(CompactedRecord next) {
            if (next.tombstone()) {
                return new Held(version, null);
            }
            return next.version() > version ? of(next) : this;
        }
    }
}
