package gg.agis.sandbox.kubernetes.api;

import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was asked of the API server, allowed or not. */
public final class Calls {

    private final Map<Access, LongAdder> counts = new ConcurrentHashMap<>();

    void count(Access access) {
        counts.computeIfAbsent(access, ignored -> new LongAdder()).increment();
    }

    /** How often that was asked of a kind, as {@code create} of {@code gameservers}. */
    public long of(String verb, String resource) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().verb().equals(verb)
                        && entry.getKey().resource().equals(resource))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** All that a role must allow for what was done so far. */
    public NavigableSet<Access> accesses() {
        return new TreeSet<>(counts.keySet());
    }

    public void clear() {
        counts.clear();
    }
}
