package gg.agis.common.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.web.servlet.DispatcherServlet;

/** The outbox of a service that has a schema. */
@AutoConfiguration(
        after = {DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, KafkaAutoConfiguration.class},
        afterName = "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration")
@ConditionalOnClass({JdbcTemplate.class, JdbcConnectionDetails.class})
@ConditionalOnBean(JdbcTemplate.class)
@EnableConfigurationProperties(OutboxSettings.class)
class OutboxAutoConfiguration {

    @Bean
    JdbcOutbox outbox(
            JdbcTemplate jdbc,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator,
            ObjectProvider<OutboxRelay> relay) {
        Tracer tracing = tracer.getIfAvailable();
        Propagator travelling = propagator.getIfAvailable();
        Supplier<@Nullable String> traceparent =
                tracing == null || travelling == null ? () -> null : new CurrentTrace(tracing, travelling);
        OutboxRelay sending = relay.getIfAvailable();
        return new JdbcOutbox(jdbc, traceparent, sending == null ? () -> {} : sending::wake);
    }

    @Bean
    @ConditionalOnProperty(name = "agis.outbox.relay", matchIfMissing = true)
    OutboxRelay outboxRelay(
            JdbcConnectionDetails database,
            KafkaProperties kafkaProperties,
            KafkaConnectionDetails kafka,
            OutboxSettings settings,
            MeterRegistry registry,
            @Value("${spring.application.name}") String service) {
        Map<String, Object> producer = new HashMap<>(kafkaProperties.buildProducerProperties());
        producer.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.getProducer().getBootstrapServers());
        producer.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-outbox");
        producer.putAll(OutboxSender.producerSettings(settings.deliveryTimeout()));
        Supplier<Producer<byte[], byte[]>> producers = () -> new KafkaProducer<>(producer);

        OutboxMeters meters = new OutboxMeters(registry, Clock.systemUTC());
        OutboxSender sender = new OutboxSender(producers, "/agis/" + service, meters);
        return new OutboxRelay(connections(database, service), sender, meters, settings.pollInterval());
    }

    /** Not a bean, or it would be taken for the service's own; not a pool, since the relay keeps its one connection. */
    private static DataSource connections(JdbcConnectionDetails database, String service) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", service + "-outbox");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Long.toString(OutboxTable.FROZEN_AFTER.toSeconds() + 5));
        properties.setProperty("tcpKeepAlive", "true");
        DriverManagerDataSource connections = new DriverManagerDataSource();
        connections.setUrl(database.getJdbcUrl());
        connections.setUsername(database.getUsername());
        connections.setPassword(database.getPassword());
        connections.setConnectionProperties(properties);
        return connections;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(DispatcherServlet.class)
    @Import(OutboxController.class)
    static class ForOperators {}
}
