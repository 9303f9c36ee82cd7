package gg.agis.sandbox.stack;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Signs tokens with which scripts and curl call the gateway of this stack as somebody. */
public final class CallerTokens {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final ECKey key;
    private final Clock clock;

    public CallerTokens(Secrets secrets, Clock clock) {
        this.key = secrets.tokenKey(Secrets.LOCAL_ISSUER);
        this.clock = clock;
    }

    public String tokenFor(Caller caller) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(Secrets.LOCAL_ISSUER)
                .audience(Service.GATEWAY.id())
                .subject(caller.subject())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .claim("roles", caller.roles())
                .claim("guilds", caller.guilds())
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The local token key cannot sign", e);
        }
        return token.serialize();
    }
}
