package gg.agis.common.time;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The time of the domain, which tests and the sandbox may replace; tokens, leases and Kafka keep the system's. */
@AutoConfiguration
class ClockAutoConfiguration {

    /** In milliseconds, as facts are on the wire: what is stored and what is told must not differ in the digits. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
