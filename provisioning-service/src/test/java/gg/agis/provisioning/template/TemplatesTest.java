package gg.agis.provisioning.template;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.sandbox.junit.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProvisioningServiceTest
class TemplatesTest {

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private ProvisioningDriver guild;

    @BeforeEach
    void someGuild() {
        guild = ProvisioningDriver.ofSomeGuild(port);
    }

    @Test
    void sixteenAreOffered() {
        var offered =
                guild.get("/api/templates?limit=200", guild.member()).json().path("items");

        assertThat(offered.size()).isEqualTo(16);
        assertThat(offered.values().stream()
                        .filter(item -> item.path("template").asString().equals("minecraft-small"))
                        .findFirst()
                        .orElseThrow()
                        .toString())
                .contains(
                        "\"setup\":500",
                        "\"hourly\":100",
                        "\"playersMax\":10",
                        "\"cpuMillis\":1000",
                        "\"memoryMib\":2048");
    }

    @Test
    void aPriceHoldsAtOnceAndIsWrittenDown() {
        var admin = TestTokens.admin("77");

        var changed = guild.put("/api/templates/unturned/price", admin, "{\"hourly\":123,\"setup\":456}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("hourly").asLong()).isEqualTo(123);
        assertThat(jdbc.sql("SELECT reason FROM audit_log WHERE target = 'template:unturned' ORDER BY at DESC LIMIT 1")
                        .query(String.class)
                        .single())
                .contains("setup 456")
                .contains("hourly 123");
        guild.put("/api/templates/unturned/price", admin, "{\"hourly\":100,\"setup\":500}");
    }

    @Test
    void onlyAdministratorsChangePricesAndOnlySensibly() {
        var price = "/api/templates/rust/price";
        var admin = TestTokens.admin("77");

        assertThat(guild.put(price, guild.officer(), "{\"hourly\":1,\"setup\":1}")
                        .status())
                .isEqualTo(403);
        assertThat(guild.put(price, admin, "{\"hourly\":0,\"setup\":1}").code()).isEqualTo("invalid-hourly");
        assertThat(guild.put(price, admin, "{\"hourly\":1,\"setup\":-1}").code())
                .isEqualTo("invalid-setup");
        assertThat(guild.put(price, admin, "{\"hourly\":1.5,\"setup\":1}").status())
                .isEqualTo(400);
        assertThat(guild.put("/api/templates/pong/price", admin, "{\"hourly\":1,\"setup\":1}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aGuildsPolicyIsItsOfficersToSet() {
        var path = "/api/guilds/" + guild.guild() + "/server-policy";
        var wanted =
                "{\"autoApproveBelowGc\":100,\"approvalsNeeded\":2,\"serversMax\":3,\"hoursMax\":24,\"sleepAfterMinutes\":30,\"wakeOnDemand\":false}";

        assertThat(guild.get(path, guild.member())
                        .json()
                        .path("approvalsNeeded")
                        .asInt())
                .isEqualTo(1);
        assertThat(guild.put(path, guild.member(), wanted).code()).isEqualTo("guild-role-required");
        assertThat(guild.put(path, ProvisioningDriver.stranger(), wanted).status())
                .isEqualTo(404);
        assertThat(guild.put(path, guild.officer(), wanted).status()).isEqualTo(200);
        assertThat(guild.get(path, guild.member()).json().toString())
                .contains("\"approvalsNeeded\":2", "\"sleepAfterMinutes\":30", "\"hoursMax\":24");
        assertThat(guild.put(path, guild.officer(), wanted.replace("\"approvalsNeeded\":2", "\"approvalsNeeded\":0"))
                        .code())
                .isEqualTo("invalid-approvals-needed");
    }
}
