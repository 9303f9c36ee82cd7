package gg.agis.sandbox.stack;

import java.util.List;
import java.util.Map;

/** Who a caller's token is for. */
public record Caller(String subject, List<String> roles, Map<String, String> guilds) {

    public static Caller player(String id) {
        return new Caller("player:" + id, List.of("player"), Map.of());
    }

    public static Caller admin(String id) {
        return new Caller("player:" + id, List.of("player", "admin"), Map.of());
    }

    public static Caller mod(String id) {
        return new Caller("player:" + id, List.of("player", "mod"), Map.of());
    }

    public static Caller customer(String id) {
        return new Caller("customer:" + id, List.of("customer"), Map.of());
    }

    public Caller memberOf(String guild) {
        return new Caller(subject, roles, Map.of(guild, "member"));
    }

    public Caller officerOf(String guild) {
        return new Caller(subject, roles, Map.of(guild, "officer"));
    }
}
