package gg.agis.provisioning.command;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.ProvisioningEvent.ServerRefused;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningDriver.Answer;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.TreasuryStandIn;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant so, and its answer. */
@ProvisioningServiceTest
class BadInputTest extends Lives {

    @ParameterizedTest
    @ValueSource(strings = {"a;rm -rf", "", "@everyone", "-x", "a\\u0000", "123456789012345678901234567890123"})
    void namesArePlain(String name) {
        var answer = guild.post("/api/servers", guild.officer(), wish(",\"name\":\"" + name + "\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isIn("invalid-name", "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000000", "721"})
    void hoursAreWithinReason(String hours) {
        var answer = guild.post("/api/servers", guild.officer(), wish("").replace("\"hours\":5", "\"hours\":" + hours));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-duration");
    }

    @ParameterizedTest
    @CsvSource({"image,\"evil:1\"", "env,{}", "setup,1", "price,0", "state,\"active\""})
    void nobodyBringsTheirOwn(String field, String value) {
        var answer = guild.post("/api/servers", guild.officer(), wish(",\"" + field + "\":" + value));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("unknown-field");
    }

    @Test
    void onlyOfficersAskAndOnlyForTheirGuild() {
        assertThat(guild.post("/api/servers", guild.member(), wish("")).code()).isEqualTo("guild-role-required");
        assertThat(guild.post("/api/servers", ProvisioningDriver.stranger(), wish(""))
                        .status())
                .isEqualTo(404);
        assertThat(guild.get("/api/guilds/" + guild.guild() + "/servers", ProvisioningDriver.stranger())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theSameRequestTwiceIsOneServer() {
        var first = guild.post("/api/servers", guild.officer(), "key-1", wish(""));
        var second = guild.post("/api/servers", guild.officer(), "key-1", wish(""));

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(guild.post("/api/servers", guild.officer(), "key-1", wish(",\"name\":\"other\""))
                        .code())
                .isEqualTo("idempotency-key-reused");
        assertThat(guild.get("/api/guilds/" + guild.guild() + "/servers", guild.member())
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(first.json().path("name").asString()).isEqualTo("minecraft-small-1");
        assertThat(first.json().path("cost").toString())
                .isEqualTo("{\"setup\":500,\"hourly\":100,\"hours\":5,\"total\":1000}");
    }

    @Test
    void aGuildHasSoManyServersAndNoMoreHoweverManyAskAtOnce() {
        var answers = ProvisioningDriver.atOnce(9, () -> guild.post("/api/servers", guild.officer(), wish("")));

        assertThat(answers)
                .extracting(Answer::status)
                .filteredOn(status -> status == 202)
                .hasSize(5);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 202)
                .extracting(Answer::code)
                .containsOnly("server-quota-reached");
    }

    @Test
    void aTakenNameIsTold() {
        guild.post("/api/servers", guild.officer(), wish(",\"name\":\"home\""));

        assertThat(guild.post("/api/servers", guild.officer(), wish(",\"name\":\"home\""))
                        .code())
                .isEqualTo("name-taken");
    }

    @Test
    void whatMakesNoSenseInItsStateIsRefused() {
        treasuryHas(5_000);
        var refused = guild.asksFor("minecraft-small", 1, false);
        assertThat(guild.post("/api/servers/" + refused + "/reject", guild.officer(), "{\"reason\":\"no\"}")
                        .status())
                .isEqualTo(200);
        var active = anActiveServer(2, false);

        assertThat(guild.approves(refused).code()).isEqualTo("invalid-state");
        assertThat(guild.post("/api/servers/" + active + "/reject", guild.officer(), "{\"reason\":\"no\"}")
                        .code())
                .isEqualTo("invalid-state");
        assertThat(guild.extendsBy(refused, 1).code()).isEqualTo("invalid-state");
        assertThat(guild.extendsBy(active, 0).code()).isEqualTo("invalid-duration");
        assertThat(guild.tells(refused, "wake").code()).isEqualTo("invalid-state");
        assertThat(guild.tells(refused, "terminate").status()).isEqualTo(200);
        assertThat(guild.tells(UUID.randomUUID(), "terminate").status()).isEqualTo(404);
        assertThat(history.facts(ServerRefused.class)).hasSize(1);
        var first = guild.tells(active, "terminate");
        history.settle();
        var second = guild.tells(active, "terminate");
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(guild.put("/api/servers/" + active + "/auto-renew", guild.officer(), "{\"autoRenew\":true}")
                        .code())
                .isEqualTo("invalid-state");
    }

    @Test
    void aPoorTreasuryIsToldWhatIsMissing() {
        TreasuryStandIn.says(400);

        var answer = guild.post("/api/servers", guild.officer(), wish(""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("insufficient-funds");
        assertThat(answer.json().path("missing").asLong()).isEqualTo(600);
        TreasuryStandIn.says(1_000);
        assertThat(guild.post("/api/servers", guild.officer(), wish("")).status())
                .isEqualTo(202);
    }

    private String wish(String more) {
        return "{\"guildId\":\"%s\",\"template\":\"minecraft-small\",\"hours\":5,\"autoRenew\":false%s}"
                .formatted(guild.guild(), more);
    }
}
