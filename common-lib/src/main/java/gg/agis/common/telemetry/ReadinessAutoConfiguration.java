package gg.agis.common.telemetry;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import javax.sql.DataSource;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The servers that a service needs: Kafka, and Postgres where it has a schema. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
class ReadinessAutoConfiguration {

    @Bean
    @ConditionalOnBean(KafkaConnectionDetails.class)
    KafkaReadiness kafkaReadiness(
            KafkaProperties properties,
            KafkaConnectionDetails connection,
            @Value("${spring.application.name}") String service) {
        var admin = new HashMap<>(properties.buildAdminProperties());
        admin.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                connection.getAdmin().getBootstrapServers());
        admin.put(CommonClientConfigs.CLIENT_ID_CONFIG, service + "-readiness");
        return new KafkaReadiness(admin);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HikariDataSource.class)
    static class WithDatabase {

        @Bean
        @ConditionalOnSingleCandidate(DataSource.class)
        DatabaseReadiness databaseReadiness(DataSource database) {
            return new DatabaseReadiness(database);
        }
    }
}
