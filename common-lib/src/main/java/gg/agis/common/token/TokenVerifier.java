package gg.agis.common.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import gg.agis.common.web.Problem;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who is asking by the token that another service has signed for this one.
 *
 * <p>Verifying costs more than signing, so a good token is remembered by its hash until it expires. A bad one is not:
 * whoever invents tokens must not push out those of others.
 */
public final class TokenVerifier {

    static final int TOKEN_CHARS_MAX = 16 * 1024;
    static final int REMEMBERED_MAX = 20_000;

    /** Clocks of two machines may differ by so much. */
    private static final Duration EARLY_MAX = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

    private final String audience;
    private final Map<String, JWSVerifier> issuers;
    private final Clock clock;
    private final ExpiringCache<ByteBuffer, Caller> remembered;

    public TokenVerifier(String audience, String issuersJwkSet, Clock clock) {
        this.audience = audience;
        this.issuers = TokenKeys.verifiers(issuersJwkSet);
        this.clock = clock;
        this.remembered = new ExpiringCache<>(REMEMBERED_MAX, clock);
    }

    /** Who is asking; a token that does not say so beyond doubt is refused, always with the same words. */
    public Caller verify(String token) {
        try {
            if (token.length() > TOKEN_CHARS_MAX) {
                throw new Refused("it is too long");
            }
            var hash = hash(token);
            return remembered.get(hash).orElseGet(() -> verifyAnew(token, hash));
        } catch (Refused refused) {
            log.debug("A token is refused: {}", refused.getMessage());
            throw Problem.unauthenticated(
                    "Your token is not valid here, or it has expired. Get a new one and try again.");
        }
    }

    int rememberedCount() {
        return remembered.size();
    }

    private Caller verifyAnew(String token, ByteBuffer hash) {
        try {
            var signed = SignedJWT.parse(token);
            var issuer = issuerOf(signed.getHeader());
            verifySignature(signed, issuer);
            var claims = signed.getJWTClaimsSet();
            var expiresAt = verifyTimes(claims, issuer);
            verifyParties(claims, issuer);
            var caller = Claims.callerOf(claims);
            if (!ClaimRules.mayClaim(issuer, caller)) {
                throw new Refused(issuer + " may not claim this");
            }
            remembered.put(hash, caller, expiresAt);
            return caller;
        } catch (ParseException e) {
            throw new Refused("it cannot be read");
        }
    }

    private static String issuerOf(JWSHeader header) {
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
            throw new Refused("its algorithm is not ES256");
        }
        if (header.getKeyID() == null) {
            throw new Refused("it does not name its issuer's key");
        }
        return header.getKeyID();
    }

    private void verifySignature(SignedJWT token, String issuer) {
        var verifier = issuers.get(issuer);
        if (verifier == null) {
            throw new Refused("its issuer is unknown");
        }
        try {
            if (!token.verify(verifier)) {
                throw new Refused("its signature is wrong");
            }
        } catch (JOSEException e) {
            throw new Refused("its signature cannot be verified");
        }
    }

    private Instant verifyTimes(JWTClaimsSet claims, String issuer) {
        if (claims.getIssueTime() == null || claims.getExpirationTime() == null) {
            throw new Refused("it does not say how long it is valid");
        }
        var issuedAt = claims.getIssueTime().toInstant();
        var expiresAt = claims.getExpirationTime().toInstant();
        var now = clock.instant();
        if (!now.isBefore(expiresAt)) {
            throw new Refused("it has expired");
        }
        if (now.isBefore(issuedAt.minus(EARLY_MAX))) {
            throw new Refused("it is from the future");
        }
        if (Duration.between(issuedAt, expiresAt).compareTo(ClaimRules.lifetimeMax(issuer)) > 0) {
            throw new Refused("it lives too long");
        }
        return expiresAt;
    }

    private void verifyParties(JWTClaimsSet claims, String issuer) {
        if (!issuer.equals(claims.getIssuer())) {
            throw new Refused("its issuer is not the one whose key signed it");
        }
        if (!claims.getAudience().equals(List.of(audience)) || !ClaimRules.mayAddress(issuer, audience)) {
            throw new Refused("it is for somebody else");
        }
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
