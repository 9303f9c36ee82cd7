package gg.agis.common.telemetry;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * The span of work that is done for several at once. If they come from one trace it goes on in it; if from several, it is
 * linked to some of those that are recorded.
 */
public final class SharedSpan {

    private static final int LINKS_MAX = 16;

    private SharedSpan() {}

    /**
     * Does the work in its span.
     *
     * @param traces one context of each trace, at least one
     */
    public static <T> T around(
            Tracer tracer, String name, Span.Kind kind, Collection<TraceContext> traces, Supplier<T> work) {
        var span = span(tracer, name, kind, traces);
        var scope = tracer.withSpan(span);
        try {
            return work.get();
        } catch (RuntimeException e) {
            span.error(e);
            throw e;
        } finally {
            scope.close();
            span.end();
        }
    }

    private static Span span(Tracer tracer, String name, Span.Kind kind, Collection<TraceContext> traces) {
        var span = tracer.spanBuilder().name(name).kind(kind);
        if (traces.size() == 1) {
            span.setParent(traces.iterator().next());
        } else {
            span.setNoParent();
            traces.stream()
                    .filter(trace -> Boolean.TRUE.equals(trace.sampled()))
                    .limit(LINKS_MAX)
                    .forEach(trace -> span.addLink(new Link(trace)));
        }
        return span.start();
    }
}
