package gg.agis.common.token;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person is in one guild; {@code OFFICER} includes {@code MEMBER}. */
public enum GuildRole {
    MEMBER,
    OFFICER;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<GuildRole> named(String wireName) {
        return Stream.of(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }
}
