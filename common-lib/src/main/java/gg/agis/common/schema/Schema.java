package gg.agis.common.schema;

import gg.agis.common.telemetry.ReadinessCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * The tables of a service: first those that every service has, from {@code db/common} with a history of their own, then
 * its own from {@code db/migration}.
 *
 * <p>Where others migrate, the service waits for them: it is unready while its schema is older than it needs.
 */
public final class Schema implements FlywayMigrationStrategy, ReadinessCheck, DisposableBean {

    static final String COMMON_HISTORY = "common_schema_history";

    private static final Logger log = LoggerFactory.getLogger(Schema.class);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

    private final boolean migrates;
    private final CompletableFuture<Void> current = new CompletableFuture<>();

    Schema(boolean migrates) {
        this.migrates = migrates;
    }

    /** Completes when the schema is as this service needs it. */
    public CompletionStage<Void> whenCurrent() {
        return current.minimalCompletionStage();
    }

    @Override
    public void migrate(Flyway service) {
        List<Flyway> inOrder = List.of(common(service), own(service));
        if (migrates) {
            inOrder.forEach(Flyway::migrate);
            current.complete(null);
        } else {
            Thread.ofVirtual().name("schema-check").start(() -> await(inOrder));
        }
    }

    @Override
    public String name() {
        return "schema";
    }

    @Override
    public Optional<String> problem() {
        return current.isDone() ? Optional.empty() : Optional.of("The schema is older than this service needs");
    }

    @Override
    public void destroy() {
        current.cancel(false);
    }

    private void await(List<Flyway> flyways) {
        boolean said = false;
        while (!current.isDone()) {
            try {
                int pending = flyways.stream()
                        .mapToInt(f -> f.info().pending().length)
                        .sum();
                if (pending == 0) {
                    current.complete(null);
                    return;
                }
                if (!said) {
                    log.warn("Waiting for {} migrations that others must apply", pending);
                    said = true;
                }
            } catch (RuntimeException e) {
                log.debug("The schema's version cannot be read yet", e);
            }
            current.copy()
                    .completeOnTimeout(null, ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(e -> null)
                    .join();
        }
    }

    private static Flyway common(Flyway service) {
        return Flyway.configure()
                .configuration(service.getConfiguration())
                .locations("classpath:db/common")
                .table(COMMON_HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    /** Not the first in its schema, which Flyway would refuse without a baseline. */
    private static Flyway own(Flyway service) {
        return Flyway.configure()
                .configuration(service.getConfiguration())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }
}
