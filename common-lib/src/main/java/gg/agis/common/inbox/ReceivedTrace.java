package gg.agis.common.inbox;

import gg.agis.common.telemetry.SharedSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The span in which facts are applied. */
final class ReceivedTrace {

    private final @Nullable Tracer tracer;

    ReceivedTrace(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    void around(String consumer, List<Arrival> arrivals, Runnable work) {
        Tracer current = tracer;
        Map<String, TraceContext> traces = current == null ? Map.of() : traces(current, arrivals);
        if (current == null || traces.isEmpty()) {
            work.run();
            return;
        }
        SharedSpan.around(current, "inbox " + consumer, Span.Kind.CONSUMER, traces.values(), () -> {
            work.run();
            return consumer;
        });
    }

    private static Map<String, TraceContext> traces(Tracer tracer, List<Arrival> arrivals) {
        Map<String, TraceContext> traces = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            // 00-<32 digits of the trace>-<16 of the span>-<flags>
            String traceparent = arrival.headers().get("traceparent");
            if (traceparent != null && traceparent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")) {
                String id = traceparent.substring(3, 35);
                boolean sampled = (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
                traces.computeIfAbsent(
                        id,
                        trace -> tracer.traceContextBuilder()
                                .traceId(trace)
                                .spanId(traceparent.substring(36, 52))
                                .sampled(sampled)
                                .build());
            }
        }
        return traces;
    }
}
