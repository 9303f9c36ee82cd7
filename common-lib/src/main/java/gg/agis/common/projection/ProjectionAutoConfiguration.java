package gg.agis.common.projection;

import gg.agis.common.outbox.Outbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Projections into the schema of a service that has one, and into memory otherwise. */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "gg.agis.common.outbox.OutboxAutoConfiguration"
        })
@ConditionalOnBean(KafkaConnectionDetails.class)
class ProjectionAutoConfiguration {

    // Longer than a relay takes over from another one.
    private static final Duration SETTLE = Duration.ofSeconds(10);

    static Supplier<Consumer<String, byte[]>> consumers(
            KafkaProperties properties, KafkaConnectionDetails kafka, @Nullable String group) {
        var settings = new HashMap<>(properties.buildConsumerProperties());
        settings.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.getConsumer().getBootstrapServers());
        if (group == null) {
            settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        } else {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // All partitions change hands at once, so that what was noted of some cannot be mistaken for the others'.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return () -> new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcClient.class)
    @ConditionalOnBean(JdbcClient.class)
    static class InTheSchema {

        @Bean
        Projections projections(
                JdbcClient jdbc,
                PlatformTransactionManager transactions,
                KafkaProperties properties,
                KafkaConnectionDetails kafka,
                @Value("${spring.application.name}") String service) {
            var store = new TableStore(jdbc, new TransactionTemplate(transactions));
            var consumers = consumers(properties, kafka, service + ".projections");
            return new Projections(
                    store, topics -> new TopicLoop("projections", consumers, new TableReading(topics, store)));
        }

        @Bean
        @ConditionalOnBean({OwnedRecords.class, Outbox.class})
        TopicLoop ownedRecordsLoop(
                List<OwnedRecords> owned,
                PlatformTransactionManager transactions,
                Outbox outbox,
                KafkaProperties properties,
                KafkaConnectionDetails kafka,
                @Value("${spring.application.name}") String service) {
            return new TopicLoop(
                    "owned-records",
                    consumers(properties, kafka, service + ".owned-records"),
                    new OwnedRecordsReading(
                            owned, new TransactionTemplate(transactions), outbox, SETTLE, InstantSource.system()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(type = "org.springframework.jdbc.core.simple.JdbcClient")
    static class InMemory {

        @Bean
        Projections projections(KafkaProperties properties, KafkaConnectionDetails kafka) {
            var store = new MemoryStore();
            var consumers = consumers(properties, kafka, null);
            return new Projections(
                    store, topics -> new TopicLoop("projections", consumers, new MemoryReading(topics, store)));
        }
    }
}
