package gg.agis.common.projection;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.Versioned;
import gg.agis.common.telemetry.ReadinessCheck;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Where a service declares what it must know of others at once, as a bean:
 *
 * <pre>{@code
 * @Bean
 * Projection<TierChanged> tiers(Projections projections) {
 *     return projections.of(TierChanged.class);
 * }
 * }</pre>
 *
 * <p>A service with a schema keeps what it has read in a table and shares the reading among its replicas; one without,
 * the gateway, reads whole topics into memory, every replica for itself.
 */
public final class Projections implements SmartLifecycle, ReadinessCheck {

    private final ProjectionStore store;
    private final Function<Set<String>, TopicLoop> loops;
    private final Set<String> topics = new ConcurrentSkipListSet<>();
    private @Nullable TopicLoop loop;

    Projections(ProjectionStore store, Function<Set<String>, TopicLoop> loops) {
        this.store = store;
        this.loops = loops;
    }

    /** Of one fact, or of a kind of facts that travel on one topic, as {@code UsageEvent.Access}. */
    public synchronized <E extends Event & Versioned> Projection<E> of(Class<E> kind) {
        if (loop != null) {
            throw new IllegalStateException("Projections are declared before reading starts: " + kind.getName());
        }
        var found = Contracts.within(kind).stream()
                .map(c -> Contracts.of(c).topic())
                .collect(Collectors.toSet());
        if (found.size() != 1) {
            throw new IllegalArgumentException("%s is on topics %s".formatted(kind.getName(), found));
        }
        var topic = found.iterator().next();
        topics.add(topic);
        return new OfKind<>(topic, kind, store);
    }

    @Override
    public String name() {
        return "projections";
    }

    @Override
    public Optional<String> problem() {
        var loading = topics.stream()
                .filter(topic -> !store.caughtUp(topic))
                .map("projection %s loading"::formatted)
                .collect(Collectors.joining(", "));
        return loading.isEmpty() ? Optional.empty() : Optional.of(loading);
    }

    @Override
    public synchronized void start() {
        if (loop == null && !topics.isEmpty()) {
            loop = loops.apply(Set.copyOf(topics));
            loop.start();
        }
    }

    @Override
    public synchronized void stop() {
        if (loop != null) {
            loop.stop();
            loop = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return loop != null;
    }

    private record OfKind<E extends Event>(String topic, Class<E> kind, ProjectionStore store)
            implements Projection<E> {

        @Override
        public Optional<E> get(String key) {
            return Optional.ofNullable(getAll(List.of(key)).get(key));
        }

        @Override
        public Map<String, E> getAll(Collection<String> keys) {
            ready();
            var found = new TreeMap<String, E>();
            store.find(topic, keys).forEach((key, event) -> {
                if (kind.isInstance(event)) {
                    found.put(key, kind.cast(event));
                }
            });
            return found;
        }

        @Override
        public List<E> first(int limit) {
            ready();
            var types = Contracts.within(kind).stream()
                    .map(c -> Contracts.of(c).type())
                    .collect(Collectors.toSet());
            return store.first(topic, types, limit).stream().map(kind::cast).toList();
        }

        private void ready() {
            if (!store.readWhole(topic)) {
                throw new ProjectionNotReady(topic);
            }
        }
    }
}
