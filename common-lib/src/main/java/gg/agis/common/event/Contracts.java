package gg.agis.common.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All contracts there are, as the sealed hierarchy of {@link Event} has them. */
public final class Contracts {

    private static final ClassValue<Contract> OF = new ClassValue<>() {
        @Override
        protected Contract computeValue(Class<?> fact) {
            var contract = fact.getAnnotation(Contract.class);
            if (contract == null) {
                throw new IllegalArgumentException(fact.getName() + " has no @Contract");
            }
            return contract;
        }
    };

    // After OF, which it needs.
    private static final Map<String, Class<? extends Event>> BY_TYPE = byType();

    private Contracts() {}

    /** The record that a wire name stands for; none for a type of which this build does not know. */
    public static Optional<Class<? extends Event>> named(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    public static Contract of(Class<? extends Event> fact) {
        return OF.get(fact);
    }

    public static Contract of(Event event) {
        return of(event.getClass());
    }

    /** Sorted by wire name. */
    public static Collection<Class<? extends Event>> all() {
        return BY_TYPE.values();
    }

    /** The contracts of one owner or of one kind, as {@code UsageEvent.Access}. */
    public static List<Class<? extends Event>> within(Class<? extends Event> kind) {
        var found = new ArrayList<Class<? extends Event>>();
        collect(kind, found);
        return List.copyOf(found);
    }

    private static Map<String, Class<? extends Event>> byType() {
        var types = new TreeMap<String, Class<? extends Event>>();
        for (var fact : within(Event.class)) {
            var type = of(fact).type();
            if (types.put(type, fact) != null) {
                throw new IllegalStateException("Two contracts are named " + type);
            }
        }
        return Collections.unmodifiableMap(types);
    }

    private static void collect(Class<?> kind, List<Class<? extends Event>> into) {
        if (kind.isRecord()) {
            into.add(kind.asSubclass(Event.class));
            return;
        }
        for (var narrower : kind.getPermittedSubclasses()) {
            collect(narrower, into);
        }
    }
}
