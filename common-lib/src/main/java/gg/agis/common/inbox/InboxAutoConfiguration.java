package gg.agis.common.inbox;

import gg.agis.common.outbox.RawOutbox;
import gg.agis.common.schema.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.DispatcherServlet;

/** Consumption for every {@link EventListener} of a service that has a schema. */
@AutoConfiguration(afterName = "gg.agis.common.outbox.OutboxAutoConfiguration")
@ConditionalOnClass(JdbcTemplate.class)
@ConditionalOnBean(RawOutbox.class)
@EnableConfigurationProperties(InboxSettings.class)
class InboxAutoConfiguration {

    @Bean
    InboxTable inboxTable(JdbcTemplate jdbc) {
        return new InboxTable(jdbc);
    }

    @Bean
    DeadLetterTable deadLetterTable(
            JdbcClient jdbc, RawOutbox outbox, @Value("${spring.application.name}") String service) {
        return new DeadLetterTable(jdbc, outbox, service);
    }

    @Bean
    Consumers inboxConsumers(
            ObjectProvider<EventListener> listeners,
            InboxTable inbox,
            DeadLetterTable letters,
            PlatformTransactionManager transactions,
            MeterRegistry registry,
            InboxSettings settings) {
        Map<String, Consumption> consumers = new LinkedHashMap<>();
        for (EventListener listener : listeners.orderedStream().toList()) {
            Consumption consumer = new Consumption(
                    listener,
                    inbox,
                    letters,
                    new TransactionTemplate(transactions),
                    new InboxMeters(registry, listener.name()),
                    settings.tries());
            if (consumers.put(listener.name(), consumer) != null) {
                throw new IllegalStateException("Two listeners are named " + listener.name());
            }
        }
        return new Consumers(consumers);
    }

    @Bean
    DeadLetters deadLetters(
            DeadLetterTable letters,
            PlatformTransactionManager transactions,
            Consumers consumers,
            ObjectProvider<Tracer> tracer) {
        return new DeadLetters(
                letters,
                new TransactionTemplate(transactions),
                consumers.byName(),
                new ReceivedTrace(tracer.getIfAvailable()));
    }

    @Bean
    InboxUpkeep inboxUpkeep(InboxTable inbox, DeadLetterTable letters, Consumers consumers) {
        return new InboxUpkeep(inbox, letters, consumers.byName().values());
    }

    @Bean
    @ConditionalOnProperty(name = "agis.inbox.listen", matchIfMissing = true)
    InboxContainers inboxContainers(
            Consumers consumers,
            KafkaProperties kafkaProperties,
            KafkaConnectionDetails kafka,
            InboxSettings settings,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Schema> schema) {
        Map<String, Object> connection = new HashMap<>(kafkaProperties.buildConsumerProperties());
        connection.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.getConsumer().getBootstrapServers());
        return new InboxContainers(
                consumers.byName().values(),
                connection,
                settings,
                new ReceivedTrace(tracer.getIfAvailable()),
                whenCurrent(schema));
    }

    /** Whoever has no Flyway sees to the schema themselves. */
    private static CompletionStage<Void> whenCurrent(ObjectProvider<Schema> schema) {
        Schema managed = schema.getIfAvailable();
        return managed == null ? CompletableFuture.completedFuture(null) : managed.whenCurrent();
    }

    record Consumers(Map<String, Consumption> byName) {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(DispatcherServlet.class)
    @Import(DeadLetterController.class)
    static class ForOperators {}
}
