package gg.agis.common.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.DispatcherServlet;

/** How a servlet service refuses, and what it takes in at all. */
@AutoConfiguration(
        after = TraceIdsAutoConfiguration.class,
        beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@EnableConfigurationProperties(WebSettings.class)
@Import({ProblemAdvice.class, ProblemErrorController.class})
class WebAutoConfiguration {

    /** After the caller is known: nobody else's body is worth the memory. */
    private static final int BODY_FILTER_ORDER = 10;

    @Bean
    ProblemWriter problemWriter(TraceIds traceIds) {
        return new ProblemWriter(traceIds);
    }

    @Bean
    ProblemTable problemTable(ObjectProvider<ProblemTranslator> translators) {
        return new ProblemTable(translators.orderedStream().toList());
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(WebSettings settings, ProblemWriter problems) {
        var bytesMax = Math.toIntExact(settings.bodySizeMax().toBytes());
        var registration = new FilterRegistrationBean<>(new BodyFilter(bytesMax, problems));
        registration.setOrder(BODY_FILTER_ORDER);
        return registration;
    }

    /** Last, so that its valve is asked before the one that Boot adds. */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat(TraceIds traceIds) {
        return tomcat -> tomcat.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(traceIds)));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataAccessException.class)
    static class WithDatabase {

        @Bean
        DatabaseTrouble databaseTrouble() {
            return new DatabaseTrouble();
        }
    }
}
