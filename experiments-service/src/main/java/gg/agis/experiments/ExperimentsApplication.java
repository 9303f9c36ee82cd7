package gg.agis.experiments;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ExperimentsApplication {

    public static void main(String[] args) {
        SpringApplication.run(ExperimentsApplication.class, args);
    }
}
