package gg.agis.sandbox;

import gg.agis.sandbox.adnetwork.AyetSettings;
import java.util.Map;
import java.util.Optional;

/**
 * What the stand-ins are started with.
 *
 * @param port 0 for any
 * @param instance told by the health check, so that a starter knows its own world from another's
 */
public record WorldSettings(int port, String instance, AyetSettings ayet) {

    static final String PORT = "WORLD_PORT";
    static final String INSTANCE = "WORLD_INSTANCE";
    static final String GATEWAY_URL = "GATEWAY_URL";
    static final String AYET_API_KEY = "AYET_API_KEY";
    static final String AYET_CALLBACK_TOKEN = "AYET_CALLBACK_TOKEN";

    static WorldSettings of(Map<String, String> environment) {
        return new WorldSettings(
                Integer.parseInt(needed(environment, PORT)),
                environment.getOrDefault(INSTANCE, ""),
                new AyetSettings(
                        needed(environment, GATEWAY_URL),
                        // A list while keys rotate: the publisher takes all of them, the network signs with the first.
                        needed(environment, AYET_API_KEY).split(",", 2)[0].strip(),
                        Optional.ofNullable(environment.get(AYET_CALLBACK_TOKEN))
                                .filter(token -> !token.isBlank())));
    }

    private static String needed(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The environment variable %s is missing".formatted(name));
        }
        return value;
    }
}
