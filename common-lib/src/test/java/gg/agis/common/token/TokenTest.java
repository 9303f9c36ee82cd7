package gg.agis.common.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.common.web.Problem;
import gg.agis.sandbox.junit.TestTokens;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What issuer and verifier agree on. */
class TokenTest {

    private static final Caller OFFICER = new Caller(
            "player:42",
            Set.of(Role.PLAYER, Role.MOD),
            Map.of("7", GuildRole.OFFICER, "8", GuildRole.MEMBER),
            null,
            null);

    private final MovedClock clock = new MovedClock();
    private final TokenIssuer gateway = issuer("gateway");
    private final TokenVerifier ads = verifier("ads");

    @Test
    void aCallerArrivesAsItWasSent() {
        assertThat(ads.verify(gateway.tokenFor(OFFICER, "ads"))).isEqualTo(OFFICER);
        assertThat(ads.verify(gateway.tokenFor(Caller.anonymous(), "ads"))).isEqualTo(Caller.anonymous());
        assertThat(ads.verify(gateway.tokenFor(Caller.customer("c-1"), "ads"))).isEqualTo(Caller.customer("c-1"));
    }

    @Test
    void scopesArriveAndAnEmptyListAllowsNothing() {
        var limited = new Caller("customer:c", Set.of(Role.CUSTOMER), Map.of(), Set.of("ads:read"), null);
        var nothing = new Caller("customer:c", Set.of(Role.CUSTOMER), Map.of(), Set.of(), null);

        assertThat(ads.verify(gateway.tokenFor(limited, "ads")).scopes()).containsExactly("ads:read");
        assertThat(ads.verify(gateway.tokenFor(nothing, "ads")).hasScope("ads:read"))
                .isFalse();
    }

    @Test
    void aServiceSpeaksForItself() {
        assertThat(verifier("billing").verify(issuer("ads").ownTokenFor("billing")))
                .isEqualTo(Caller.service("ads"));
    }

    @Test
    void aTokenIsUsedAgainForHalfItsLifeAndIsValidToItsEnd() {
        var first = gateway.tokenFor(OFFICER, "ads");
        clock.moveOn(Duration.ofSeconds(29));
        assertThat(gateway.tokenFor(OFFICER, "ads")).isEqualTo(first);

        clock.moveOn(Duration.ofSeconds(1));
        assertThat(gateway.tokenFor(OFFICER, "ads")).isNotEqualTo(first);
        assertThat(ads.verify(first)).isEqualTo(OFFICER);

        clock.moveOn(Duration.ofSeconds(30));
        assertRefused(ads, first);
    }

    @Test
    void anotherCallerOrAudienceGetsAnotherToken() {
        var token = gateway.tokenFor(OFFICER, "ads");
        var member = new Caller(OFFICER.subject(), OFFICER.roles(), Map.of("7", GuildRole.MEMBER), null, null);
        var limited = new Caller(OFFICER.subject(), OFFICER.roles(), OFFICER.guilds(), Set.of("ads:read"), null);

        assertThat(gateway.tokenFor(OFFICER, "billing")).isNotEqualTo(token);
        assertThat(ads.verify(gateway.tokenFor(member, "ads"))).isEqualTo(member);
        assertThat(ads.verify(gateway.tokenFor(limited, "ads"))).isEqualTo(limited);
    }

    @Test
    void aRememberedTokenIsForgottenWhenItExpires() {
        var token = gateway.tokenFor(OFFICER, "ads");
        ads.verify(token);
        assertThat(ads.rememberedCount()).isOne();

        clock.moveOn(Duration.ofSeconds(60));

        assertRefused(ads, token);
    }

    @Test
    void whatIsRefusedIsNotRemembered() {
        assertRefused(ads, "not.a.token");
        assertRefused(ads, gateway.tokenFor(OFFICER, "billing"));

        assertThat(ads.rememberedCount()).isZero();
    }

    @Test
    void neitherCacheGrowsBeyondItsBound() {
        var cache = new ExpiringCache<Integer, Integer>(100, clock);
        for (int i = 0; i < 10_000; i++) {
            cache.put(i, i, clock.instant().plusSeconds(60));
            assertThat(cache.size()).isLessThanOrEqualTo(100);
            assertThat(cache.get(i)).contains(i);
        }
    }

    @Test
    void expiredEntriesMakeRoomBeforeLivingOnes() {
        var cache = new ExpiringCache<Integer, Integer>(100, clock);
        for (int i = 0; i < 50; i++) {
            cache.put(i, i, clock.instant().plusSeconds(60));
            cache.put(1_000 + i, i, clock.instant().plusSeconds(1));
        }
        clock.moveOn(Duration.ofSeconds(2));

        cache.put(-1, -1, clock.instant().plusSeconds(60));

        assertThat(cache.size()).isEqualTo(51);
    }

    private TokenIssuer issuer(String name) {
        return new TokenIssuer(name, TestTokens.privateKey(name), clock);
    }

    private TokenVerifier verifier(String name) {
        return new TokenVerifier(name, TestTokens.issuers(), clock);
    }

    private static void assertRefused(TokenVerifier verifier, String token) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("unauthenticated"));
    }
}
