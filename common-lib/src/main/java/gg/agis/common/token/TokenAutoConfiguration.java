package gg.agis.common.token;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Tokens of a service that is asked by others, on whichever web framework. */
@AutoConfiguration
@ConditionalOnWebApplication
@EnableConfigurationProperties(TokenSettings.class)
class TokenAutoConfiguration {

    // Not the domain's clock: the sandbox moves that one on, and no token would outlive the move.
    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    @ConditionalOnMissingBean
    TokenIssuer tokenIssuer(TokenSettings settings, @Value("${spring.application.name}") String service) {
        return new TokenIssuer(service, settings.key(), CLOCK);
    }

    @Bean
    @ConditionalOnMissingBean
    TokenVerifier tokenVerifier(TokenSettings settings, @Value("${spring.application.name}") String service) {
        return new TokenVerifier(service, settings.issuers(), CLOCK);
    }
}
