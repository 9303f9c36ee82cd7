package gg.agis.common.token;

import static gg.agis.common.token.Role.ADMIN;
import static gg.agis.common.token.Role.CUSTOMER;
import static gg.agis.common.token.Role.MOD;
import static gg.agis.common.token.Role.PLAYER;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The table of what each issuer may claim. A stolen key of a service opens no more than that service could. */
final class ClaimRules {

    /** Signs what {@code ./agis token} prints; production has no such key. */
    static final String LOCAL = "local";

    static final int GUILDS_MAX = 200;
    static final int SCOPES_MAX = 100;

    private static final String GATEWAY = "gateway";
    private static final String DISCORD = "discord";
    private static final Duration LOCAL_LIFETIME = Duration.ofHours(1);

    private static final Pattern PERSON = Pattern.compile("player:[1-9][0-9]{0,19}");
    private static final Pattern CUSTOMER_SUBJECT = Pattern.compile("customer:[A-Za-z0-9_-]{1,64}");
    private static final Pattern GUILD = Pattern.compile("[1-9][0-9]{0,19}");
    private static final Pattern SCOPE = Pattern.compile("[a-z][a-z-]{0,31}:(read|write)");

    private ClaimRules() {}

    /** Local tokens are for the front door alone; nobody knows a service by them. */
    static boolean mayAddress(String issuer, String audience) {
        return !issuer.equals(LOCAL) || audience.equals(GATEWAY);
    }

    static Duration lifetimeMax(String issuer) {
        return issuer.equals(LOCAL) ? LOCAL_LIFETIME : TokenIssuer.LIFETIME;
    }

    static boolean mayClaim(String issuer, Caller caller) {
        if (!isPlausible(caller)) {
            return false;
        }
        return switch (issuer) {
            case LOCAL -> isWhole(caller) && caller.act() == null && caller.scopes() == null;
            case GATEWAY -> (isWhole(caller) || isNobody(caller)) && caller.act() == null;
            case DISCORD -> isActing(DISCORD, caller) || isItself(issuer, caller);
            default -> isItself(issuer, caller);
        };
    }

    private static boolean isPlausible(Caller caller) {
        var scopes = Objects.requireNonNullElse(caller.scopes(), Set.<String>of());
        return caller.guilds().size() <= GUILDS_MAX
                && allMatch(GUILD, caller.guilds().keySet())
                && scopes.size() <= SCOPES_MAX
                && allMatch(SCOPE, scopes);
    }

    private static boolean allMatch(Pattern pattern, Set<String> names) {
        return names.stream().allMatch(name -> pattern.matcher(name).matches());
    }

    private static boolean isWhole(Caller caller) {
        return isPerson(caller) || isCustomer(caller);
    }

    private static boolean isPerson(Caller caller) {
        return PERSON.matcher(caller.subject()).matches()
                && Set.of(PLAYER, MOD, ADMIN).containsAll(caller.roles());
    }

    /** A customer has nothing of what the platform and guilds give to persons. */
    private static boolean isCustomer(Caller caller) {
        return CUSTOMER_SUBJECT.matcher(caller.subject()).matches()
                && Set.of(CUSTOMER).containsAll(caller.roles())
                && caller.guilds().isEmpty();
    }

    private static boolean isActing(String service, Caller caller) {
        return isWhole(caller) && service.equals(caller.act()) && caller.scopes() == null;
    }

    private static boolean isNobody(Caller caller) {
        return Objects.equals(caller, Caller.anonymous());
    }

    private static boolean isItself(String issuer, Caller caller) {
        return Objects.equals(caller, Caller.service(issuer));
    }
}
