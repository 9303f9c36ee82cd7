package gg.agis.ads.consent;

import static gg.agis.ads.FrontDoor.somePlayer;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.sandbox.junit.TestTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@AdsServiceTest
class ConsentTest {

    @Autowired
    private JdbcClient jdbc;

    private final String player = somePlayer();
    private FrontDoor door = new FrontDoor(0);

    @BeforeEach
    void open(@LocalServerPort int port) {
        door = new FrontDoor(port);
    }

    @Test
    void aPlayerGrantsAndReadsTheirConsent() {
        var granted = door.put(player, "{\"granted\":true,\"policyVersion\":\"1\"}");

        assertThat(granted.statusCode()).isEqualTo(200);
        assertThat(granted.body())
                .contains(
                        "\"playerId\":\"" + player + "\"", "\"granted\":true", "\"policyVersion\":\"1\"", "\"at\":\"");
        assertThat(get(player, TestTokens.player(player).tokenFor("ads")).body())
                .isEqualTo(granted.body());
    }

    @Test
    void sayingTheSameAgainChangesNothing() {
        var first = door.put(player, "{\"granted\":true,\"policyVersion\":\"1\"}");
        var again = door.put(player, "{\"granted\":true,\"policyVersion\":\"1\"}");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(history()).isEqualTo(1);
    }

    @Test
    void everyChangeIsKept() {
        door.put(player, "{\"granted\":true,\"policyVersion\":\"1\"}");
        door.put(player, "{\"granted\":true,\"policyVersion\":\"2\"}");

        var withdrawn = door.send(
                HttpRequest.newBuilder(path(player)).DELETE(),
                TestTokens.player(player).tokenFor("ads"));

        assertThat(withdrawn.body()).contains("\"granted\":false", "\"policyVersion\":\"2\"");
        assertThat(history()).isEqualTo(3);
    }

    @Test
    void whoHasSaidNothingHasNoConsentToShowOrWithdraw() {
        assertThat(get(player, TestTokens.player(player).tokenFor("ads")).statusCode())
                .isEqualTo(404);
        assertThat(door.send(
                                HttpRequest.newBuilder(path(player)).DELETE(),
                                TestTokens.player(player).tokenFor("ads"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherPlayersConsentDoesNotExist() {
        door.consent(player);

        assertThat(get(player, TestTokens.player(somePlayer()).tokenFor("ads")).statusCode())
                .isEqualTo(404);
        assertThat(get(player, TestTokens.anonymous().tokenFor("ads")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAdminSeesEveryones() {
        door.consent(player);

        assertThat(get(player, TestTokens.admin(somePlayer()).tokenFor("ads")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"granted\":true}",
                "{\"granted\":\"yes\",\"policyVersion\":\"1\"}",
                "{\"granted\":true,\"policyVersion\":\"\"}",
                "{\"granted\":true,\"policyVersion\":\"<b>\"}",
                "{\"granted\":true,\"policyVersion\":\"1\",\"role\":\"admin\"}",
                "not json"
            })
    void whatIsNoConsentIsRefused(String body) {
        assertThat(door.put(player, body).statusCode()).isEqualTo(400);
        assertThat(history()).isZero();
    }

    private HttpResponse<String> get(String playerId, String token) {
        return door.send(HttpRequest.newBuilder(path(playerId)), token);
    }

    private URI path(String playerId) {
        return door.uri("/api/ads/players/" + playerId + "/consent");
    }

    private long history() {
        return jdbc.sql("SELECT count(*) FROM consents WHERE player_id = ?")
                .param(player)
                .query(Long.class)
                .single();
    }
}
