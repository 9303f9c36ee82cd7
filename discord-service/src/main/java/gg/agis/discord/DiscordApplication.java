package gg.agis.discord;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class DiscordApplication {

    public static void main(String[] args) {
        SpringApplication.run(DiscordApplication.class, args);
    }
}
