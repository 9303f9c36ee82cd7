package gg.agis.sandbox.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The seven services, in the order in which they are listed. */
public enum Service {
    GATEWAY,
    DISCORD,
    ADS,
    BILLING,
    EXPERIMENTS,
    PROVISIONING,
    USAGE;

    /** Its name everywhere: application, token issuer, schema. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String module() {
        return id() + "-service";
    }

    public boolean hasSchema() {
        return this != GATEWAY;
    }

    public static Optional<Service> of(String id) {
        return Arrays.stream(values()).filter(it -> it.id().equals(id)).findFirst();
    }

    public static List<Service> all() {
        return List.of(values());
    }
}
