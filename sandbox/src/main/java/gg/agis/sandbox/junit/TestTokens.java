package gg.agis.sandbox.junit;

import static java.util.stream.Collectors.toMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tokens that the services under test believe; every issuer has a key of its own, made anew for each JVM. */
public final class TestTokens {

    private static final long LIFETIME_SECONDS = 60;

    private static final Map<String, ECKey> KEYS = Stream.of(
                    "gateway", "discord", "ads", "billing", "experiments", "provisioning", "usage", "local")
            .collect(toMap(name -> name, TestTokens::generate));

    private TestTokens() {}

    public static String privateKey(String issuer) {
        return key(issuer).toJSONString();
    }

    /** The public keys of all issuers. */
    public static String issuers() {
        return new JWKSet(KEYS.values().stream().map(JWK.class::cast).toList()).toString(true);
    }

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

    public static Caller anonymous() {
        return new Caller("anonymous", List.of(), Map.of());
    }

    /** Whom a token is for; the gateway vouches for it. */
    public record Caller(String subject, List<String> roles, Map<String, String> guilds) {

        public Caller memberOf(String guild) {
            return with(guild, "member");
        }

        public Caller officerOf(String guild) {
            return with(guild, "officer");
        }

        /** As the gateway tells the service. */
        public String tokenFor(String service) {
            return sign("gateway", service, this);
        }

        /** As a person's own token of the sandbox, which only the gateway takes. */
        public String localToken() {
            return sign("local", "gateway", this);
        }

        private Caller with(String guild, String role) {
            Map<String, String> all = new HashMap<>(guilds);
            all.put(guild, role);
            return new Caller(subject, roles, all);
        }
    }

    /** As one service speaks for itself to another. */
    public static String serviceToken(String from, String to) {
        return sign(from, to, new Caller("service:" + from, List.of(), Map.of()));
    }

    private static String sign(String issuer, String audience, Caller caller) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(caller.subject())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)))
                .claim("roles", caller.roles())
                .claim("guilds", caller.guilds())
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(issuer).build(), claims);
        try {
            token.sign(new ECDSASigner(key(issuer)));
        } catch (JOSEException e) {
            throw new IllegalStateException("The test key of " + issuer + " cannot sign", e);
        }
        return token.serialize();
    }

    private static ECKey key(String issuer) {
        ECKey key = KEYS.get(issuer);
        if (key == null) {
            throw new IllegalArgumentException("There is no issuer " + issuer);
        }
        return key;
    }

    private static ECKey generate(String issuer) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(issuer).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("No test key can be made", e);
        }
    }
}
