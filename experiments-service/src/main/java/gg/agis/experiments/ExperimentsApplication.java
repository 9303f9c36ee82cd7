package gg.agis.experiments;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class ExperimentsApplication {

    public static void main(String[] args) {
        SpringApplication.run(ExperimentsApplication.class, args);
    }
}
