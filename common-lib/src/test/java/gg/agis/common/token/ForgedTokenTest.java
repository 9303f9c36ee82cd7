package gg.agis.common.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import gg.agis.common.web.Problem;
import gg.agis.sandbox.junit.TestTokens;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verifier must not believe, whoever signed it. */
class ForgedTokenTest {

    private final MovedClock clock = new MovedClock();
    private final TokenVerifier ads = new TokenVerifier("ads", TestTokens.issuers(), clock);
    private final TokenVerifier gateway = new TokenVerifier("gateway", TestTokens.issuers(), clock);

    @Test
    void theUnforgedOneIsBelieved() {
        assertThat(ads.verify(signed("gateway", UnaryOperator.identity()))).isEqualTo(Caller.player("42"));
    }

    @Test
    void aTokenWithoutSignatureIsRefused() {
        assertRefused(new PlainJWT(claims("gateway").build()).serialize());

        var signed = signed("gateway", UnaryOperator.identity());
        assertRefused(signed.substring(0, signed.lastIndexOf('.') + 1));
        assertRefused(encoded("{\"alg\":\"none\",\"kid\":\"gateway\"}") + signed.substring(signed.indexOf('.')));
    }

    @Test
    void anotherAlgorithmIsRefusedEvenWithAKeyThatEverybodyKnows() throws JOSEException {
        // The classic confusion: a public key taken for the secret of an HMAC.
        var secret = TestTokens.issuers().getBytes(UTF_8);
        assertRefused(sign(JWSAlgorithm.HS256, "gateway", new MACSigner(secret), claims("gateway")));

        var rsa = new RSAKeyGenerator(2048).generate();
        assertRefused(sign(JWSAlgorithm.RS256, "gateway", new RSASSASigner(rsa), claims("gateway")));
    }

    @Test
    void aSignatureByAnotherIssuersKeyIsRefused() {
        assertRefused(sign(JWSAlgorithm.ES256, "gateway", signer("ads"), claims("gateway")));
        assertRefused(sign(JWSAlgorithm.ES256, "ads", signer("ads"), claims("gateway")));
        assertRefused(sign(JWSAlgorithm.ES256, "stranger", signer("ads"), claims("stranger")));
        assertRefused(sign(JWSAlgorithm.ES256, null, signer("gateway"), claims("gateway")));
    }

    @Test
    void aChangedClaimBreaksTheSignature() {
        var parts = signed("gateway", UnaryOperator.identity()).split("\\.", -1);
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("player:42", "player:43");

        assertRefused(parts[0] + "." + encoded(claims) + "." + parts[2]);
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertRefused(signed("gateway", claims -> claims.audience("billing")));
        assertRefused(signed("gateway", claims -> claims.audience(List.of("ads", "billing"))));
        assertRefused(signed("gateway", claims -> claims.audience((String) null)));
    }

    @Test
    void aTokenMustSayHowLongItLivesAndNotLiveLong() {
        var now = clock.instant();
        assertRefused(signed("gateway", claims -> claims.expirationTime(null)));
        assertRefused(signed("gateway", claims -> claims.issueTime(null)));
        assertRefused(signed("gateway", claims -> claims.expirationTime(Date.from(now.plusSeconds(61)))));
        assertRefused(signed("gateway", claims -> claims.expirationTime(Date.from(now))));
        assertRefused(signed(
                "gateway",
                claims -> claims.issueTime(Date.from(now.plusSeconds(11)))
                        .expirationTime(Date.from(now.plusSeconds(60)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service:ads",
                "service:gateway",
                "player:",
                "player:abc",
                "player:0",
                "player:123456789012345678901",
                "customer:a b",
                "nobody",
                ""
            })
    void theGatewayMayNotClaimThisSubject(String subject) {
        assertRefused(signed("gateway", claims -> claims.subject(subject).claim("roles", List.of())));
    }

    @Test
    void rolesGuildsAndScopesMustBeKnownAndFew() {
        assertRefused(signed("gateway", claims -> claims.claim("roles", List.of("root"))));
        assertRefused(signed("gateway", claims -> claims.claim("roles", "admin")));
        assertRefused(signed("gateway", claims -> claims.claim("roles", List.of("customer"))));
        assertRefused(signed("gateway", claims -> claims.claim("guilds", Map.of("7", "owner"))));
        assertRefused(signed("gateway", claims -> claims.claim("guilds", Map.of("x", "member"))));
        assertRefused(signed("gateway", claims -> claims.claim("guilds", guilds(201))));
        assertRefused(signed("gateway", claims -> claims.claim("scopes", List.of("everything"))));
        assertThat(ads.verify(signed("gateway", claims -> claims.claim("guilds", guilds(200))))
                        .guilds())
                .hasSize(200);
    }

    @Test
    void aCustomerHasNoRoleOfAPersonAndNoGuild() {
        assertRefused(signed("gateway", claims -> claims.subject("customer:c").claim("roles", List.of("admin"))));
        assertRefused(signed(
                "gateway",
                claims -> claims.subject("customer:c")
                        .claim("roles", List.of("customer"))
                        .claim("guilds", Map.of("7", "officer"))));
    }

    @Test
    void anOversizedTokenIsRefusedUnread() {
        assertRefused("x".repeat(TokenVerifier.TOKEN_CHARS_MAX + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing", "experiments", "provisioning", "usage"})
    void aServiceMaySpeakForItselfOnly(String service) {
        assertRefused(signed(service, UnaryOperator.identity()));
        assertRefused(signed(service, claims -> claims.subject("anonymous").claim("roles", List.of())));
        assertRefused(
                signed(service, claims -> claims.subject("service:gateway").claim("roles", List.of())));
        assertRefused(
                signed(service, claims -> claims.subject("service:" + service).claim("roles", List.of("admin"))));
        assertThat(ads.verify(signed(
                        service, claims -> claims.subject("service:" + service).claim("roles", List.of()))))
                .isEqualTo(Caller.service(service));
    }

    @Test
    void discordSpeaksForPersonsAsItself() {
        assertThat(ads.verify(signed("discord", claims -> claims.claim("act", "discord")))
                        .act())
                .isEqualTo("discord");
        assertRefused(signed("discord", UnaryOperator.identity()));
        assertRefused(signed("discord", claims -> claims.claim("act", "gateway")));
        assertRefused(signed("gateway", claims -> claims.claim("act", "discord")));
    }

    @Test
    void aLocalTokenOpensTheFrontDoorAloneAndForAnHourAtMost() {
        var hour = Date.from(clock.instant().plus(Duration.ofHours(1)));
        var local = signed(
                "local",
                claims -> claims.audience("gateway").expirationTime(hour).claim("guilds", Map.of("7", "officer")));

        var caller = gateway.verify(local);

        assertThat(caller.officerOf("7")).isTrue();
        assertRefused(signed("local", claims -> claims.expirationTime(hour)));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> gateway.verify(signed(
                        "local",
                        claims -> claims.audience("gateway")
                                .expirationTime(Date.from(hour.toInstant().plusSeconds(1))))));
    }

    private JWTClaimsSet.Builder claims(String issuer) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("ads")
                .subject("player:42")
                .claim("roles", List.of("player"))
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(60)));
    }

    private String signed(String issuer, UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(JWSAlgorithm.ES256, issuer, signer(issuer), change.apply(claims(issuer)));
    }

    private static String sign(
            JWSAlgorithm algorithm, @Nullable String keyId, JWSSigner signer, JWTClaimsSet.Builder claims) {
        try {
            var token =
                    new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWSSigner signer(String issuer) {
        try {
            return new ECDSASigner(ECKey.parse(TestTokens.privateKey(issuer)));
        } catch (JOSEException | ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> guilds(int count) {
        var guilds = new HashMap<String, String>();
        for (int i = 1; i <= count; i++) {
            guilds.put(Integer.toString(i), "member");
        }
        return guilds;
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private void assertRefused(String token) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ads.verify(token))
                .satisfies(problem -> {
                    assertThat(problem.status().value()).isEqualTo(401);
                    assertThat(problem.detail()).doesNotContain("signature", "issuer", "ads");
                });
    }
}
