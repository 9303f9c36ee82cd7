package gg.agis.provisioning.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.DiscordEvent.ErasureDone;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.sandbox.junit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@ProvisioningServiceTest
class ErasureTest extends Lives {

    @Autowired
    private ErasePlayer erasePlayer;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void whatLeadsToAPlayerIsToldAndThenGoneAndTheServerStays() throws IOException, InterruptedException {
        var player = ProvisioningDriver.someSnowflake();
        var officer = TestTokens.player(player).officerOf(guild.guild());
        guild.post("/api/servers", officer, guild.wish("minecraft-small", 5, false));
        assertThat(export(player, "discord").body()).contains("minecraft-small", "\"reviews\":[]");
        assertThat(export(player, "ads").statusCode()).isEqualTo(404);

        for (int times = 0; times < 2; times++) {
            transaction.executeWithoutResult(status -> erasePlayer.erase(player));
        }

        assertThat(export(player, "discord").body()).doesNotContain("minecraft-small");
        assertThat(jdbc.sql("SELECT count(*) FROM people WHERE subject LIKE '%' || :player || '%'")
                        .param("player", player)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(guild.get("/api/guilds/" + guild.guild() + "/servers", guild.member())
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(history.facts(ErasureDone.class))
                .hasSize(2)
                .allSatisfy(done -> assertThat(done.service()).isEqualTo("provisioning"));
    }

    private HttpResponse<String> export(String player, String as) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + guild.port() + "/internal/players/" + player + "/export"))
                .header("Authorization", "Bearer " + TestTokens.serviceToken(as, "provisioning"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
