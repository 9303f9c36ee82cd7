package gg.agis.common.round;

import gg.agis.common.schema.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/** For a service that has a schema; the gateway has none, and nothing to do again and again. */
@AutoConfiguration
@ConditionalOnClass(FlywayMigrationStrategy.class)
class RoundAutoConfiguration {

    @Bean
    Rounds rounds(ObjectProvider<Round> rounds, ObjectProvider<Schema> schema, MeterRegistry meters, Clock clock) {
        return new Rounds(
                rounds.orderedStream().toList(),
                schema.stream()
                        .findAny()
                        .map(Schema::whenCurrent)
                        .orElseGet(() -> CompletableFuture.completedStage(null)),
                meters,
                clock);
    }
}
