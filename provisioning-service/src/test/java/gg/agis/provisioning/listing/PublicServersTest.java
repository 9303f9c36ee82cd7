package gg.agis.provisioning.listing;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.sandbox.junit.TestTokens;
import gg.agis.sandbox.junit.TestTokens.Caller;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a guild shows to everybody, and what others think of it. */
@ProvisioningServiceTest
class PublicServersTest extends Lives {

    private static final String GOOD = "{\"stars\":5,\"text\":\"fast & friendly\"}";

    private final Caller guest =
            TestTokens.player(ProvisioningDriver.someSnowflake()).memberOf("77");

    @Test
    void anOfficerShowsAServerAndOthersSeeAndReviewIt() {
        var server = aPublicServer();
        var reviews = "/api/public-servers/" + server + "/reviews";

        assertThat(guild.put(reviews, guest, GOOD).status()).isEqualTo(200);
        assertThat(guild.put(reviews, guest, "{\"stars\":4,\"text\":\"on second thought\"}")
                        .status())
                .isEqualTo(200);

        var shown = guild.get("/api/public-servers", guest).json().path("items").get(0);
        assertThat(shown.path("serverId").asString()).isEqualTo(server.toString());
        assertThat(shown.path("address").asString()).isEqualTo("10.0.0.1");
        assertThat(shown.path("starsTenths").asInt()).isEqualTo(40);
        assertThat(shown.path("reviews").asInt()).isEqualTo(1);
        var items = guild.get(reviews, guest).json().path("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.get(0).path("text").asString()).isEqualTo("on second thought");
    }

    @Test
    void ownMembersDoNotReviewAndStarsAreOneToFive() {
        var reviews = "/api/public-servers/" + aPublicServer() + "/reviews";

        assertThat(guild.put(reviews, guild.member(), GOOD).status()).isEqualTo(403);
        assertThat(guild.put(reviews, guest, "{\"stars\":6,\"text\":\"\"}").code())
                .isEqualTo("invalid-stars");
        assertThat(guild.put(reviews, guest, "{\"stars\":0,\"text\":\"\"}").code())
                .isEqualTo("invalid-stars");
        assertThat(guild.put("/api/public-servers/" + UUID.randomUUID() + "/reviews", guest, GOOD)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aModeratorTakesAReviewAwayForGood() {
        var server = aPublicServer();
        var reviews = "/api/public-servers/" + server + "/reviews";
        var review = guild.put(reviews, guest, GOOD).json().path("reviewId").asString();

        assertThat(guild.delete(reviews + "/" + review, guest).status()).isEqualTo(403);
        assertThat(guild.delete(reviews + "/" + review, TestTokens.mod("9")).status())
                .isEqualTo(204);

        assertThat(guild.get(reviews, guest).json().path("items").size()).isZero();
        assertThat(guild.put(reviews, guest, GOOD).code()).isEqualTo("review-removed");
        assertThat(history.bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM audit_log WHERE target = :target")
                        .param("target", "review:" + review)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whatIsNotShownOrDoesNotRunIsNotInTheList() {
        var server = aPublicServer();
        assertThat(guild.tells(server, "publish").status()).isEqualTo(200);
        assertThat(guild.post("/api/servers/" + server + "/unpublish", guild.member(), "")
                        .status())
                .isEqualTo(403);

        guild.tells(server, "unpublish");

        assertThat(guild.get("/api/public-servers", guest).json().path("items").size())
                .isZero();
        assertThat(guild.get("/api/public-servers/" + server + "/reviews", guest)
                        .status())
                .isEqualTo(404);
    }

    private UUID aPublicServer() {
        treasuryHas(5_000);
        var server = anActiveServer(5, false);
        guild.tells(server, "publish");
        return server;
    }
}
