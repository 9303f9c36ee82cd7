package gg.agis.common.token;

import gg.agis.common.web.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Who is asking, as a verified token says.
 *
 * @param scopes limit what an API key may do; without them nothing is limited
 * @param act the service that speaks for the person, where one does
 */
public record Caller(
        String subject,
        Set<Role> roles,
        Map<String, GuildRole> guilds,
        @Nullable Set<String> scopes,
        @Nullable String act) {

    private static final String ANONYMOUS = "anonymous";
    private static final String PLAYER = "player:";
    private static final String CUSTOMER = "customer:";
    private static final String SERVICE = "service:";

    public Caller {
        roles = Set.copyOf(roles);
        guilds = Map.copyOf(guilds);
        scopes = scopes == null ? null : Set.copyOf(scopes);
    }

    public static Caller anonymous() {
        return of(ANONYMOUS, Set.of());
    }

    public static Caller player(String playerId) {
        return of(PLAYER + playerId, Set.of(Role.PLAYER));
    }

    public static Caller customer(String customerId) {
        return of(CUSTOMER + customerId, Set.of(Role.CUSTOMER));
    }

    public static Caller service(String name) {
        return of(SERVICE + name, Set.of());
    }

    private static Caller of(String subject, Set<Role> roles) {
        return new Caller(subject, roles, Map.of(), null, null);
    }

    public boolean isAnonymous() {
        return subject.equals(ANONYMOUS);
    }

    public boolean isPerson() {
        return subject.startsWith(PLAYER);
    }

    public boolean isCustomer() {
        return subject.startsWith(CUSTOMER);
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    public boolean isMod() {
        return isAdmin() || roles.contains(Role.MOD);
    }

    public boolean isPlayer(String playerId) {
        return subject.equals(PLAYER + playerId);
    }

    public boolean isService() {
        return subject.startsWith(SERVICE);
    }

    public boolean isService(String name) {
        return subject.equals(SERVICE + name);
    }

    public Optional<String> playerId() {
        return isPerson() ? Optional.of(subject.substring(PLAYER.length())) : Optional.empty();
    }

    public Optional<String> customerId() {
        return isCustomer() ? Optional.of(subject.substring(CUSTOMER.length())) : Optional.empty();
    }

    public boolean memberOf(String guildId) {
        return isAdmin() || guilds.containsKey(guildId);
    }

    public boolean officerOf(String guildId) {
        return isAdmin() || guilds.get(guildId) == GuildRole.OFFICER;
    }

    /** As {@code ads:read}; an API key that names no scopes may do all that its customer may. */
    public boolean hasScope(String scope) {
        return scopes == null || scopes.contains(scope);
    }

    public void requireScope(String scope) {
        if (!hasScope(scope)) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "insufficient-scope",
                    "This key may not do that: it lacks the scope " + scope + ". Use a key that has it.");
        }
    }

    /** Somebody else's things do not exist for one who may not see them. */
    public void requireSelfOrAdmin(String playerId) {
        if (!isPlayer(playerId) && !isAdmin()) {
            throw unseen();
        }
    }

    public void requireMember(String guildId) {
        if (!memberOf(guildId)) {
            throw unseen();
        }
    }

    /** A stranger does not see the guild; a member sees it and may not do everything. */
    public void requireOfficer(String guildId) {
        requireMember(guildId);
        if (!officerOf(guildId)) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "guild-role-required",
                    "Only an officer of this guild may do that. Ask one, or ask for the role.");
        }
    }

    public void requireAdmin() {
        if (!isAdmin()) {
            throw Problem.forbidden("Only an administrator may do that.");
        }
    }

    public void requireMod() {
        if (!isMod()) {
            throw Problem.forbidden("Only a moderator may do that.");
        }
    }

    public void requireService(String name) {
        if (!isService(name)) {
            throw unseen();
        }
    }

    private static Problem unseen() {
        return Problem.notFound("There is nothing here that you could see. Check the address, and who you are.");
    }
}
