package gg.agis.common.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class AgisDefaultsTest {

    @Test
    void aServiceConnectsAsItself() {
        var environment = withDefaults(Map.of("spring.application.name", "ads", "DB_HOST", "db:1"));

        assertThat(environment.getProperty("spring.datasource.url")).isEqualTo("jdbc:postgresql://db:1/agis");
        assertThat(environment.getProperty("spring.datasource.username")).isEqualTo("ads_app");
        assertThat(environment.getProperty("spring.flyway.user")).isEqualTo("ads_owner");
    }

    @Test
    void whatAServiceOrTheEnvironmentSaysWins() {
        var environment = withDefaults(Map.of(
                "spring.application.name",
                "ads",
                "spring.datasource.hikari.maximum-pool-size",
                4,
                "SERVER_PORT",
                1234));

        assertThat(environment.getProperty("spring.datasource.hikari.maximum-pool-size"))
                .isEqualTo("4");
        assertThat(environment.getProperty("server.port")).isEqualTo("1234");
    }

    @Test
    void productionSpeaksToMachinesAndTracesATenth() {
        var production = withDefaults(Map.of(), "production");
        var laptop = withDefaults(Map.of());

        assertThat(production.getProperty("logging.structured.format.console")).isEqualTo("ecs");
        assertThat(production.getProperty("management.tracing.sampling.probability"))
                .isEqualTo("0.1");
        assertThat(laptop.getProperty("logging.structured.format.console")).isEmpty();
        assertThat(laptop.getProperty("management.tracing.sampling.probability"))
                .isEqualTo("1.0");
    }

    @Test
    void theFormOfLogsCanBeChosenAnywhere() {
        assertThat(withDefaults(Map.of("LOG_FORMAT", "ecs")).getProperty("logging.structured.format.console"))
                .isEqualTo("ecs");
        assertThat(withDefaults(Map.of("LOG_FORMAT", ""), "production")
                        .getProperty("logging.structured.format.console"))
                .isEmpty();
    }

    private static StandardEnvironment withDefaults(Map<String, Object> given, String... profiles) {
        var environment = new StandardEnvironment();
        // What this machine and the other tests say is not asked.
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        environment.setActiveProfiles(profiles);
        new AgisDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
