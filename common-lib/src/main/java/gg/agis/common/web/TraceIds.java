package gg.agis.common.web;

import io.micrometer.tracing.Tracer;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The id by which a refusal is found again in logs and traces. */
public final class TraceIds {

    private static final HexFormat HEX = HexFormat.of();

    private final @Nullable Tracer tracer;

    public TraceIds(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Of the trace that the thread is in; where it is in none, a fresh one. */
    public String current() {
        var span = tracer == null ? null : tracer.currentSpan();
        return span == null ? fresh() : span.context().traceId();
    }

    private static String fresh() {
        var random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
