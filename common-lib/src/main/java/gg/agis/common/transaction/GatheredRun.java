package gg.agis.common.transaction;

import gg.agis.common.telemetry.SharedSpan;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run for all who have gathered. */
final class GatheredRun<Q, A> {

    private final String name;
    private final Function<List<Q>, List<A>> together;
    private final DistributionSummary sizes;
    private final @Nullable Tracer tracer;

    GatheredRun(String name, Function<List<Q>, List<A>> together, DistributionSummary sizes, @Nullable Tracer tracer) {
        this.name = name;
        this.together = together;
        this.sizes = sizes;
        this.tracer = tracer;
    }

    @Nullable
    TraceContext presentTrace() {
        var span = tracer == null ? null : tracer.currentSpan();
        return span == null ? null : span.context();
    }

    /** Answers everyone; if it fails for a reason that may be one of theirs, everyone alone. */
    void make(List<Asked<Q, A>> group) {
        try {
            sizes.record(group.size());
            var answers = inTrace(group);
            if (answers.size() != group.size()) {
                throw new IllegalStateException(
                        "%s: %d questions, %d answers".formatted(name, group.size(), answers.size()));
            }
            for (int place = 0; place < answers.size(); place++) {
                group.get(place).answer(answers.get(place));
            }
        } catch (RuntimeException | Error failure) {
            if (group.size() == 1 || PassingTrouble.isBehind(failure)) {
                group.forEach(asked -> asked.fail(failure));
            } else {
                group.forEach(asked -> make(List.of(asked)));
            }
        }
    }

    private List<A> inTrace(List<Asked<Q, A>> group) {
        var questions = group.stream().map(Asked::question).toList();
        var traces = new LinkedHashMap<String, TraceContext>();
        for (var asked : group) {
            if (asked.trace() != null) {
                traces.putIfAbsent(asked.trace().traceId(), asked.trace());
            }
        }
        return tracer == null || traces.isEmpty()
                ? together.apply(questions)
                : SharedSpan.around(
                        tracer, "gathered " + name, Span.Kind.SERVER, traces.values(), () -> together.apply(questions));
    }
}
