package gg.agis.common.token;

import gg.agis.common.web.ProblemWriter;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Tokens at the door of a servlet service. */
@AutoConfiguration(after = TokenAutoConfiguration.class, afterName = "gg.agis.common.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
class ServletTokenAutoConfiguration {

    /** Before whatever reads a body, and after what begins the trace. */
    private static final int ORDER = 0;

    @Bean
    FilterRegistrationBean<TokenFilter> tokenFilter(TokenVerifier verifier, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new TokenFilter(verifier, problems));
        registration.setOrder(ORDER);
        return registration;
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }
}
