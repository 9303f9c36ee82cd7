package gg.agis.ads.offer;

import static gg.agis.ads.FrontDoor.somePlayer;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.sandbox.junit.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@AdsServiceTest
class OfferTest {

    private static final String GUILD = "876543210987654321";

    private final String player = somePlayer();
    private FrontDoor door = new FrontDoor(0);

    @BeforeEach
    void open(@LocalServerPort int port) {
        door = new FrontDoor(port);
    }

    @Test
    void everyLinkCarriesThePlayerAndTheGuild() {
        var answer = ask("?guildId=" + GUILD, TestTokens.player(player));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"items":[
                          {"adType":"offerwall","url":"http://offers.test/wall?external_identifier=%1$s&custom_1=offerwall&custom_2=%2$s"},
                          {"adType":"video","url":"http://offers.test/watch?slot=16&external_identifier=%1$s&custom_1=video&custom_2=%2$s"}]}
                        """.formatted(player, GUILD)));
    }

    @Test
    void withoutAGuildTheLinkNamesNone() {
        assertThat(ask("", TestTokens.player(player)).body())
                .contains("external_identifier=" + player + "&custom_1=offerwall\"")
                .doesNotContain("custom_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1", "1%26custom_1=video", "99999999999999999999"})
    void aGuildIsADiscordId(String guild) {
        var answer = ask("?guildId=" + guild, TestTokens.player(player));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"invalid-parameter\"");
    }

    @Test
    void offersAreForPlayers() {
        assertThat(ask("", TestTokens.customer("c1")).statusCode()).isEqualTo(403);
        assertThat(ask("", TestTokens.anonymous()).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> ask(String query, TestTokens.Caller who) {
        return door.send(HttpRequest.newBuilder(door.uri("/api/ads/offers" + query)), who.tokenFor("ads"));
    }
}
