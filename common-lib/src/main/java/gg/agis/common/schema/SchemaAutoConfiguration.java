package gg.agis.common.schema;

import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/** Migrates at start on one machine; where Jobs migrate, {@code agis.database.migrate} is false. */
@AutoConfiguration(before = FlywayAutoConfiguration.class)
@ConditionalOnClass({Flyway.class, FlywayMigrationStrategy.class})
@ConditionalOnProperty(name = "spring.flyway.enabled", matchIfMissing = true)
class SchemaAutoConfiguration {

    @Bean
    Schema schema(@Value("${agis.database.migrate:true}") boolean migrates) {
        return new Schema(migrates);
    }
}
