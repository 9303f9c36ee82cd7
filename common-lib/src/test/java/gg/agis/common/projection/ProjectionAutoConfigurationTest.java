package gg.agis.common.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.BillingEvent.TierChanged;
import gg.agis.common.event.Event;
import gg.agis.common.event.Topics;
import gg.agis.common.outbox.Outbox;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@WithKafka
@WithPostgres(schema = "discord")
class ProjectionAutoConfigurationTest {

    private final ApplicationContextRunner anyService = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, ProjectionAutoConfiguration.class))
            .withUserConfiguration(Declared.class);

    private final ApplicationContextRunner withSchema = anyService
            .withPropertyValues("spring.application.name=discord")
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class));

    @Test
    void aServiceWithoutASchemaReadsIntoMemory() throws Exception {
        try (var _ = Broker.withCompactedTopics()) {
            anyService.run(context -> {
                becomesReady(context.getBean(Projections.class));
                assertThat(context).doesNotHaveBean("ownedRecordsLoop");
            });
        }
    }

    @Test
    void aServiceWithASchemaReadsIntoItAndHoldsWhatItOwnsAgainstItsTables() throws Exception {
        var schema = Schema.of("discord");
        schema.forgetProjections();
        try (var _ = Broker.withCompactedTopics()) {
            withSchema.withUserConfiguration(Owner.class).run(context -> {
                becomesReady(context.getBean(Projections.class));
                assertThat(context.getBean("ownedRecordsLoop", TopicLoop.class).isRunning())
                        .isTrue();
            });
        }
        assertThat(schema.jdbc
                        .sql("SELECT topic FROM projection_loads")
                        .query(String.class)
                        .list())
                .containsExactly(Topics.BILLING_TIERS);
    }

    private static void becomesReady(Projections projections) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(projections.problem()).isEmpty());
    }

    @Configuration(proxyBeanMethods = false)
    static class Declared {

        @Bean
        Projection<TierChanged> tiers(Projections projections) {
            return projections.of(TierChanged.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Owner {

        @Bean
        Outbox outbox() {
            return new Outbox() {
                @Override
                public void publish(Collection<? extends Event> events) {
                    throw new AssertionError("nothing is owned here");
                }

                @Override
                public void tombstone(String topic, String key) {
                    throw new AssertionError("nothing is owned here");
                }
            };
        }

        @Bean
        OwnedRecords homes() {
            return new OwnedRecords() {
                @Override
                public String topic() {
                    return Topics.DISCORD_HOMES;
                }

                @Override
                public Map<String, Long> versions(Collection<String> keys) {
                    return Map.of();
                }

                @Override
                public Optional<Event> current(String key) {
                    return Optional.empty();
                }

                @Override
                public boolean owns(String key) {
                    return false;
                }
            };
        }
    }
}
