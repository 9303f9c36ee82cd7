package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallerTokensTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path directory;

    private Secrets secrets;
    private CallerTokens tokens;

    @BeforeEach
    void makeKeys() {
        secrets = Secrets.in(directory.resolve("secrets.json"));
        tokens = new CallerTokens(secrets, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void aTokenIsForTheGatewayAndLastsAnHour() throws Exception {
        JWTClaimsSet claims = claims(Caller.player("42"));

        assertThat(claims.getIssuer()).isEqualTo("local");
        assertThat(claims.getAudience()).containsExactly("gateway");
        assertThat(claims.getExpirationTime()).isEqualTo("2026-11-21T13:00:00Z");
    }

    @Test
    void isSignedByTheLocalIssuersKey() throws Exception {
        SignedJWT token = SignedJWT.parse(tokens.tokenFor(Caller.player("42")));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(token.getHeader().getKeyID()).isEqualTo("local");
        assertThat(token.verify(new ECDSAVerifier(secrets.tokenKey("local").toPublicJWK())))
                .isTrue();
    }

    @Test
    void everybodyIsWhoTheyAreAndNoMore() throws Exception {
        assertThat(claims(Caller.player("42")).getClaims())
                .containsEntry("sub", "player:42")
                .containsEntry("roles", List.of("player"))
                .containsEntry("guilds", Map.of());
        assertThat(claims(Caller.player("42").officerOf("7")).getClaims())
                .containsEntry("guilds", Map.of("7", "officer"));
        assertThat(claims(Caller.player("42").memberOf("7")).getClaims())
                .containsEntry("guilds", Map.of("7", "member"));
        assertThat(claims(Caller.admin("1")).getClaims()).containsEntry("roles", List.of("player", "admin"));
        assertThat(claims(Caller.mod("2")).getClaims()).containsEntry("roles", List.of("player", "mod"));
        assertThat(claims(Caller.customer("c1")).getClaims())
                .containsEntry("sub", "customer:c1")
                .containsEntry("roles", List.of("customer"));
    }

    private JWTClaimsSet claims(Caller caller) throws Exception {
        return SignedJWT.parse(tokens.tokenFor(caller)).getJWTClaimsSet();
    }
}
