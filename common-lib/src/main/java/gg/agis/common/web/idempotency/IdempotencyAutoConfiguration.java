package gg.agis.common.web.idempotency;

import gg.agis.common.transaction.Gatherings;
import gg.agis.common.web.TraceIds;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Idempotency keys, for a service that has a schema. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "gg.agis.common.web.TraceIdsAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({WebMvcConfigurer.class, JdbcClient.class})
@ConditionalOnBean(JdbcClient.class)
class IdempotencyAutoConfiguration {

    /** Longer than any request that moves money; after it, whoever held the key is taken for dead. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    /** Behind the filter that takes the body in. */
    private static final int FILTER_ORDER = 20;

    @Bean
    IdempotencyTable idempotencyTable(JdbcClient jdbc) {
        return new IdempotencyTable(jdbc, LEASE);
    }

    @Bean
    IdempotencyKeys idempotencyKeys(IdempotencyTable table, Gatherings gatherings) {
        return new IdempotencyKeys(table, gatherings);
    }

    @Bean
    KeptAnswers keptAnswers(IdempotencyTable table, TraceIds traceIds, JsonMapper json) {
        return new KeptAnswers(table, traceIds, json);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(IdempotencyKeys keys) {
        var registration = new FilterRegistrationBean<>(new IdempotencyFilter(keys));
        registration.setOrder(FILTER_ORDER);
        return registration;
    }

    @Bean
    IdempotencyPurge idempotencyPurge(IdempotencyTable table) {
        return new IdempotencyPurge(table);
    }

    @Bean
    WebMvcConfigurer idempotency(IdempotencyKeys keys) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new IdempotencyInterceptor(keys));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new IdempotencyKeyArgumentResolver());
            }
        };
    }
}
