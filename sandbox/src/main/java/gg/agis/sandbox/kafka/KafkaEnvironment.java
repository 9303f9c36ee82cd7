package gg.agis.sandbox.kafka;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The broker's settings as the public Kafka image reads them. */
public final class KafkaEnvironment {

    public static final int CLIENT_PORT = 9_092;

    private static final int CONTROLLER_PORT = 9_093;

    private KafkaEnvironment() {}

    /**
     * Of a container that clients reach at the given address.
     *
     * @param advertised host and port outside the container
     */
    public static Map<String, String> of(String advertised) {
        return BrokerProperties.settings("0.0.0.0:" + CLIENT_PORT, advertised, "127.0.0.1:" + CONTROLLER_PORT)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(setting -> variable(setting.getKey()), Map.Entry::getValue));
    }

    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
