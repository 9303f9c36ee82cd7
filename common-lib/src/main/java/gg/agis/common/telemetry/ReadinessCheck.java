package gg.agis.common.telemetry;

import java.util.Optional;

/** Something that must be in order before a service takes requests; every bean of this type is asked by {@code /readyz}. */
public interface ReadinessCheck {

    String name();

    /** What is missing, in a person's words; it must answer at once, without asking anyone else. */
    Optional<String> problem();
}
