package gg.agis.common.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.common.web.Problem;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static final Caller ADMIN = new Caller("player:1", Set.of(Role.ADMIN), Map.of(), null, null);
    private static final Caller MOD = new Caller("player:2", Set.of(Role.MOD), Map.of(), null, null);
    private static final Caller OFFICER =
            new Caller("player:3", Set.of(Role.PLAYER), Map.of("7", GuildRole.OFFICER), null, null);
    private static final Caller MEMBER =
            new Caller("player:4", Set.of(Role.PLAYER), Map.of("7", GuildRole.MEMBER), null, null);

    @Test
    void anAdminIsAModAndAnOfficerEverywhere() {
        assertThat(ADMIN.isMod()).isTrue();
        assertThat(ADMIN.officerOf("7")).isTrue();
        assertThat(MOD.isAdmin()).isFalse();
        assertThat(MOD.memberOf("7")).isFalse();
    }

    @Test
    void anOfficerIsAMemberOfThatGuildAlone() {
        assertThat(OFFICER.memberOf("7")).isTrue();
        assertThat(OFFICER.officerOf("8")).isFalse();
        assertThat(MEMBER.officerOf("7")).isFalse();
    }

    @Test
    void somebodyElsesThingsDoNotExist() {
        assertThatCode(() -> OFFICER.requireSelfOrAdmin("3")).doesNotThrowAnyException();
        assertThatCode(() -> ADMIN.requireSelfOrAdmin("3")).doesNotThrowAnyException();
        assertRefused(404, () -> MOD.requireSelfOrAdmin("3"));
        assertRefused(404, () -> Caller.customer("3").requireSelfOrAdmin("3"));
        assertRefused(404, () -> Caller.anonymous().requireSelfOrAdmin(""));
    }

    @Test
    void aGuildIsHiddenFromStrangersAndNotAllAllowedToMembers() {
        assertThatCode(() -> OFFICER.requireOfficer("7")).doesNotThrowAnyException();
        assertRefused(403, () -> MEMBER.requireOfficer("7"));
        assertRefused(404, () -> MEMBER.requireOfficer("8"));
    }

    @Test
    void platformRolesAndServicesAreRequired() {
        assertThatCode(() -> ADMIN.requireMod()).doesNotThrowAnyException();
        assertThatCode(() -> Caller.service("discord").requireService("discord"))
                .doesNotThrowAnyException();
        assertRefused(403, MEMBER::requireMod);
        assertRefused(403, MOD::requireAdmin);
        assertRefused(404, () -> ADMIN.requireService("discord"));
    }

    @Test
    void scopesLimitOnlyWhereThereAreSome() {
        var limited = new Caller("customer:c", Set.of(Role.CUSTOMER), Map.of(), Set.of("ads:read"), null);

        assertThatCode(() -> limited.requireScope("ads:read")).doesNotThrowAnyException();
        assertThatCode(() -> Caller.customer("c").requireScope("ads:write")).doesNotThrowAnyException();
        assertRefused(403, () -> limited.requireScope("ads:write"));
    }

    @Test
    void aCallerKnowsItsId() {
        assertThat(MEMBER.playerId()).contains("4");
        assertThat(MEMBER.customerId()).isEmpty();
        assertThat(Caller.customer("c").customerId()).contains("c");
        assertThat(Caller.anonymous().isAnonymous()).isTrue();
    }

    private static void assertRefused(int status, ThrowingCallable action) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(action)
                .satisfies(problem -> assertThat(problem.status().value()).isEqualTo(status));
    }
}
