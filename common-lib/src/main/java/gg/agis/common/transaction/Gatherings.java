package gg.agis.common.transaction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes {@link Gathering}s. */
public final class Gatherings {

    private final MeterRegistry registry;
    private final @Nullable Tracer tracer;

    public Gatherings(MeterRegistry registry, @Nullable Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
    }

    /**
     * A new one.
     *
     * @param name says in metric and span what is asked
     * @param atMost so many questions share a run
     * @param together answers questions, one transaction for all of them, say; as many answers as questions, in their order
     */
    public <Q, A> Gathering<Q, A> of(String name, int atMost, Function<List<Q>, List<A>> together) {
        var sizes = registry.summary("agis_gathered", "name", name);
        return new Gathering<>(atMost, new GatheredRun<>(name, together, sizes, tracer));
    }
}
