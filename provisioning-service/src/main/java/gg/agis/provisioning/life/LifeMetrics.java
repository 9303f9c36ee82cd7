package gg.agis.provisioning.life;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What operators see of servers' lives. Labels are templates that migrations have seeded, and words of a fixed list. */
@Component
public class LifeMetrics {

    private final MeterRegistry registry;
    private final Timer ready;

    LifeMetrics(MeterRegistry registry) {
        this.registry = registry;
        ready = Timer.builder("agis.provisioning.ready")
                .description("How long a game took from being wanted to being joinable")
                .serviceLevelObjectives(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10))
                .register(registry);
    }

    public void requested(String template) {
        request(template, "requested");
    }

    public void refused(String template) {
        request(template, "refused");
    }

    void started(String template) {
        request(template, "started");
    }

    void neverStarted(String template, boolean failed) {
        request(template, failed ? "failed" : "withdrawn");
    }

    void renewal(String outcome) {
        count("agis.provisioning.renewals", "What became of renewals", "outcome", outcome);
    }

    void ready(Duration after) {
        afterCommit(() -> ready.record(after));
    }

    private void request(String template, String outcome) {
        var counter = Counter.builder("agis.provisioning.requests")
                .description("What became of servers that were asked for")
                .tag("template", template)
                .tag("outcome", outcome)
                .register(registry);
        afterCommit(counter::increment);
    }

    private void count(String name, String description, String tag, String value) {
        var counter =
                Counter.builder(name).description(description).tag(tag, value).register(registry);
        afterCommit(counter::increment);
    }

    /** Counted when it is true. */
    private static void afterCommit(Runnable count) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                count.run();
            }
        });
    }
}
