package gg.agis.common.telemetry;

import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** The same pages on a servlet service's main port. */
@AutoConfiguration(after = StatusAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Filter.class)
class ServletStatusAutoConfiguration {

    /** First of all filters: probes need no token, no trace and no place in the request metrics. */
    @Bean
    FilterRegistrationBean<StatusFilter> statusFilter(StatusPages pages) {
        var registration = new FilterRegistrationBean<>(new StatusFilter(pages));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
