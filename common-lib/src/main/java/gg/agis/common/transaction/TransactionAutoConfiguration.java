package gg.agis.common.transaction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;

/** Shared transactions, for a service that has a database. */
@AutoConfiguration
@ConditionalOnClass(DataAccessException.class)
class TransactionAutoConfiguration {

    @Bean
    Gatherings gatherings(MeterRegistry registry, ObjectProvider<Tracer> tracer) {
        return new Gatherings(registry, tracer.getIfAvailable());
    }
}
