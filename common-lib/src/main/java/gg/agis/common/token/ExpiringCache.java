package gg.agis.common.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers up to so many values until each expires; reading takes no lock. */
final class ExpiringCache<K, V> {

    private record Entry<V>(V value, Instant until) {}

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final int sizeMax;
    private final Clock clock;

    ExpiringCache(int sizeMax, Clock clock) {
        this.sizeMax = sizeMax;
        this.clock = clock;
    }

    Optional<V> get(K key) {
        var entry = entries.get(key);
        return entry != null && clock.instant().isBefore(entry.until) ? Optional.of(entry.value) : Optional.empty();
    }

    void put(K key, V value, Instant until) {
        if (entries.size() >= sizeMax) {
            makeRoom();
        }
        entries.put(key, new Entry<>(value, until));
    }

    int size() {
        return entries.size();
    }

    // A quarter at once, so that a full cache is not searched for every new entry.
    private synchronized void makeRoom() {
        if (entries.size() < sizeMax) {
            return;
        }
        var now = clock.instant();
        entries.values().removeIf(entry -> !now.isBefore(entry.until));
        var rest = entries.keySet().iterator();
        while (entries.size() > sizeMax - sizeMax / 4 - 1 && rest.hasNext()) {
            rest.next();
            rest.remove();
        }
    }
}
