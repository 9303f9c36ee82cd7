package gg.agis.e2e.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that was sent, per player in order: what the oracle holds the suite against. */
final class Sent {

    private final Map<String, List<SentConversion>> byPlayer = new LinkedHashMap<>();
    private final List<String> surprises;

    /** @param surprises answers that no fault excuses */
    Sent(List<String> surprises) {
        this.surprises = surprises;
    }

    void add(String player, List<SentConversion> conversions) {
        byPlayer.put(player, conversions);
    }

    Set<String> players() {
        return byPlayer.keySet();
    }

    List<SentConversion> of(String player) {
        return byPlayer.getOrDefault(player, List.of());
    }

    Stream<SentConversion> all() {
        return byPlayer.values().stream().flatMap(List::stream);
    }

    long total(String player) {
        return of(player).stream().mapToLong(SentConversion::amount).sum();
    }

    List<String> surprises() {
        return surprises;
    }
}
