package gg.agis.provisioning.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * How many active servers of each game there are, under the name that dashboards have always known:
 * {@code agis_bot_servers_total}. The client takes that ending away from gauges, so it is told as a counter, though it
 * goes up and down.
 */
@Component
class GamesRunning {

    /** So many of one game. */
    record Count(String game, long servers) {}

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    GamesRunning(MeterRegistry registry) {
        this.registry = registry;
    }

    void now(List<Count> all) {
        all.forEach(
                count -> counts.computeIfAbsent(count.game(), this::register).set(count.servers()));
    }

    private AtomicLong register(String game) {
        var count = new AtomicLong();
        FunctionCounter.builder("agis.bot.servers", count, AtomicLong::doubleValue)
                .description("Active servers of each game; it goes down as well")
                .tag("game", game)
                .register(registry);
        return count;
    }
}
