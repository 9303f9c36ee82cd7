package gg.agis.common.telemetry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.server.WebFilter;

/** The same pages on the gateway's main port. */
@AutoConfiguration(after = StatusAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(WebFilter.class)
class ReactiveStatusAutoConfiguration {

    @Bean
    ReactiveStatusFilter statusFilter(StatusPages pages) {
        return new ReactiveStatusFilter(pages);
    }
}
