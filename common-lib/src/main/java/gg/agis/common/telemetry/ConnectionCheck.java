package gg.agis.common.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;

/** A server without which a service is not ready; its state is a metric as well. */
abstract class ConnectionCheck implements ReadinessCheck, MeterBinder {

    private final String name;
    private final Probe probe;

    ConnectionCheck(String name, Probe probe) {
        this.name = name;
        this.probe = probe;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Optional<String> problem() {
        return probe.problem();
    }

    @Override
    public final void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "agis_bot_" + name + "_connected",
                        this,
                        check -> check.problem().isEmpty() ? 1 : 0)
                .description("1 while " + name + " answers, else 0")
                .register(registry);
    }
}
