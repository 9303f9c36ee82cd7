package gg.agis.sandbox.stack;

import java.util.List;
import java.util.function.Predicate;

/** In which groups a stack ends: whoever calls goes before whoever is called. */
final class StopOrder {

    private static final List<String> CALLED = List.of("world", "kafka", "postgres");

    private StopOrder() {}

    static List<List<String>> of(List<String> parts) {
        return List.of(
                those(parts, "gateway"::equals),
                those(parts, part -> !part.equals("gateway") && !CALLED.contains(part)),
                those(parts, "world"::equals),
                those(parts, "kafka"::equals),
                those(parts, "postgres"::equals));
    }

    private static List<String> those(List<String> parts, Predicate<String> which) {
        return parts.stream().filter(which).toList();
    }
}
