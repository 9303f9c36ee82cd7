package gg.agis.common.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a caller out of a token's claims; what it does not know it refuses rather than passes over. */
final class Claims {

    private Claims() {}

    static Caller callerOf(JWTClaimsSet claims) throws ParseException {
        if (claims.getSubject() == null) {
            throw new Refused("it does not say who is asking");
        }
        return new Caller(
                claims.getSubject(),
                roles(claims.getStringListClaim("roles")),
                guilds(claims.getJSONObjectClaim("guilds")),
                scopes(claims.getStringListClaim("scopes")),
                claims.getStringClaim("act"));
    }

    private static Set<Role> roles(@Nullable List<String> names) {
        return names == null ? Set.of() : names.stream().map(Claims::role).collect(Collectors.toSet());
    }

    private static Role role(@Nullable String name) {
        return known(name, Role::named);
    }

    private static Map<String, GuildRole> guilds(@Nullable Map<String, Object> claimed) {
        if (claimed == null) {
            return Map.of();
        }
        if (claimed.size() > ClaimRules.GUILDS_MAX) {
            throw new Refused("it names too many guilds");
        }
        var guilds = new HashMap<String, GuildRole>();
        claimed.forEach((guild, role) ->
                guilds.put(guild, known(role instanceof String name ? name : null, GuildRole::named)));
        return guilds;
    }

    private static @Nullable Set<String> scopes(@Nullable List<String> claimed) {
        if (claimed == null) {
            return null;
        }
        return claimed.stream().map(scope -> known(scope, Optional::of)).collect(Collectors.toSet());
    }

    private static <T> T known(@Nullable String name, Function<String, Optional<T>> reading) {
        if (name == null) {
            throw new Refused("it claims something that is no name");
        }
        return reading.apply(name).orElseThrow(() -> new Refused("it claims a role that does not exist"));
    }
}
