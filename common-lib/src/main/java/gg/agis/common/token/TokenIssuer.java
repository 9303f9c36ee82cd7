package gg.agis.common.token;

import static java.util.stream.Collectors.toMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;

/**
 * Tells another service who is asking, in a token that only this service can sign.
 *
 * <p>Signing costs more than most requests do, so a token is used again for half of its life.
 */
public final class TokenIssuer {

    static final Duration LIFETIME = Duration.ofSeconds(60);
    static final Duration REUSED_FOR = Duration.ofSeconds(30);
    static final int REMEMBERED_MAX = 10_000;

    private record Key(Caller caller, String audience) {}

    private final String issuer;
    private final JWSHeader header;
    private final JWSSigner signer;
    private final Clock clock;
    private final ExpiringCache<Key, String> remembered;

    public TokenIssuer(String issuer, String privateJwk, Clock clock) {
        this.issuer = issuer;
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(issuer).build();
        this.signer = signer(TokenKeys.privateKey(privateJwk));
        this.clock = clock;
        this.remembered = new ExpiringCache<>(REMEMBERED_MAX, clock);
    }

    /** A token by which {@code audience} knows that {@code caller} asks. */
    public String tokenFor(Caller caller, String audience) {
        var key = new Key(caller, audience);
        return remembered.get(key).orElseGet(() -> {
            var now = clock.instant();
            var token = sign(claims(caller, audience)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plus(LIFETIME)))
                    .build());
            remembered.put(key, token, now.plus(REUSED_FOR));
            return token;
        });
    }

    /** A token by which this service speaks for itself. */
    public String ownTokenFor(String audience) {
        return tokenFor(Caller.service(issuer), audience);
    }

    int rememberedCount() {
        return remembered.size();
    }

    private JWTClaimsSet.Builder claims(Caller caller, String audience) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(caller.subject())
                .claim("roles", caller.roles().stream().map(Role::wireName).toList())
                .claim("guilds", wireNames(caller.guilds()));
        if (caller.scopes() != null) {
            claims.claim("scopes", caller.scopes().stream().toList());
        }
        if (caller.act() != null) {
            claims.claim("act", caller.act());
        }
        return claims;
    }

    private static Map<String, String> wireNames(Map<String, GuildRole> guilds) {
        return guilds.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, guild -> guild.getValue().wireName()));
    }

    private String sign(JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The token key of " + issuer + " cannot sign", e);
        }
    }

    private static JWSSigner signer(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("TOKEN_KEY cannot sign", e);
        }
    }
}
