package gg.agis.common.telemetry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What a service tells about itself, and the port on which it does. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration"
        })
@ConditionalOnWebApplication
@EnableConfigurationProperties(StatusSettings.class)
class StatusAutoConfiguration {

    private static final int USUAL_PORT = 9090;

    @Bean
    Readiness readiness(List<ReadinessCheck> checks) {
        return new Readiness(checks.stream()
                .sorted(Comparator.comparing(ReadinessCheck::name))
                .toList());
    }

    @Bean
    StatusPages statusPages(
            Readiness readiness,
            ObjectProvider<BuildProperties> build,
            ObjectProvider<GitProperties> git,
            ObjectProvider<PrometheusMeterRegistry> registry,
            @Value("${spring.application.name}") String service) {
        return new StatusPages(readiness, describe(service, build, git), () -> scrape(registry));
    }

    @Bean
    StatusServer statusServer(
            StatusPages pages,
            StatusSettings settings,
            ConfigurableApplicationContext context,
            @Value("${server.port:8080}") int mainPort) {
        return new StatusServer(pages, address(settings, mainPort), context);
    }

    private static InetSocketAddress address(StatusSettings settings, int mainPort) {
        int port = Objects.requireNonNullElse(settings.port(), mainPort == 0 ? 0 : USUAL_PORT);
        var address = settings.address();
        return address == null || address.isBlank()
                ? new InetSocketAddress(port)
                : new InetSocketAddress(address, port);
    }

    private static Map<String, String> describe(
            String service, ObjectProvider<BuildProperties> build, ObjectProvider<GitProperties> git) {
        var description = new LinkedHashMap<String, String>();
        description.put("name", service);
        build.ifAvailable(it -> description.put("version", it.getVersion()));
        git.ifAvailable(it -> description.put("commit", it.getShortCommitId()));
        description.put("java", Runtime.version().toString());
        return description;
    }

    private static String scrape(ObjectProvider<PrometheusMeterRegistry> registry) {
        var available = registry.getIfAvailable();
        return available == null ? "" : available.scrape();
    }
}
