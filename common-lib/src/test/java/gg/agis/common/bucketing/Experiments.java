package gg.agis.common.bucketing;

import static gg.agis.common.event.ExperimentsEvent.Definition;

import gg.agis.common.event.ExperimentsEvent.Namespace;
import gg.agis.common.event.ExperimentsEvent.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Definitions as experiments-service publishes them: an arm's range begins after the allocations before it. */
record Experiments(
        String id,
        String status,
        String unitKind,
        String hashVersion,
        @Nullable Namespace namespace,
        int trafficBp,
        List<Integer> allocations) {

    static Experiments anExperiment(String id) {
        return new Experiments(id, "running", "player", "v2", null, 10_000, List.of(5_000, 5_000));
    }

    Experiments that(String status) {
        return new Experiments(id, status, unitKind, hashVersion, namespace, trafficBp, allocations);
    }

    Experiments ofUnits(String unitKind) {
        return new Experiments(id, status, unitKind, hashVersion, namespace, trafficBp, allocations);
    }

    Experiments hashedWith(String hashVersion) {
        return new Experiments(id, status, unitKind, hashVersion, namespace, trafficBp, allocations);
    }

    Experiments in(String namespace, int fromBp, int toBp) {
        return new Experiments(
                id, status, unitKind, hashVersion, new Namespace(namespace, fromBp, toBp), trafficBp, allocations);
    }

    Experiments withTraffic(int trafficBp) {
        return new Experiments(id, status, unitKind, hashVersion, namespace, trafficBp, allocations);
    }

    Experiments allocating(Integer... allocations) {
        return new Experiments(id, status, unitKind, hashVersion, namespace, trafficBp, List.of(allocations));
    }

    Evaluator evaluator() {
        return Evaluator.of(definition()).orElseThrow();
    }

    Definition definition() {
        return new Definition(
                id,
                1,
                status,
                unitKind,
                namespace,
                hashVersion,
                id,
                trafficBp,
                variants(),
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-12-01T00:00:00Z"));
    }

    private List<Variant> variants() {
        var variants = new ArrayList<Variant>();
        int from = 0;
        for (int allocation : allocations) {
            int width = allocation * trafficBp / 10_000;
            variants.add(new Variant(
                    "arm-" + variants.size(), variants.isEmpty(), from, from + width, 10_000, Map.of("rate", 1)));
            from += allocation;
        }
        return variants;
    }
}
