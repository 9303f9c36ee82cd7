package gg.agis.common.token;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person is on the whole platform; {@code ADMIN} includes {@code MOD}. */
public enum Role {
    PLAYER,
    CUSTOMER,
    MOD,
    ADMIN;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> named(String wireName) {
        return Stream.of(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }
}
