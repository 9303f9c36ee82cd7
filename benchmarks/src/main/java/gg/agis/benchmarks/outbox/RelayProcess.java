package gg.agis.benchmarks.outbox;

import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A service that has nothing but the platform: its relay carries what others write. */
public final class RelayProcess {

    private RelayProcess() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Platform {}

    public static void main(String[] args) {
        // Nothing else would keep it running: the relay's threads are virtual.
        start(Stream.concat(Stream.of(args), Stream.of("--spring.main.keep-alive=true"))
                .toArray(String[]::new));
    }

    static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(Platform.class)
                .web(WebApplicationType.NONE)
                .run(args);
    }
}
