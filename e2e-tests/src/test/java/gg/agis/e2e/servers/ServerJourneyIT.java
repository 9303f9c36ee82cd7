package gg.agis.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.e2e.Callback;
import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import gg.agis.e2e.WithSuite;
import gg.agis.sandbox.stack.Caller;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A guild's server, from what its members give for it to what comes back when it is ended early. */
@WithSuite
@Order(1)
class ServerJourneyIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** 500 GC to set up, 100 GC an hour. */
    private static final String TEMPLATE = "minecraft-small";

    @Test
    void aGuildPaysForWhatRunsAndGetsBackWhatItDoesNotUse(Suite suite) throws IOException {
        var guild = new Guild(suite);
        var cluster = new Cluster(suite);
        guild.needsApprovals(2);
        membersGive(suite, guild, 900, 900);

        var tooLong = guild.asksFor(TEMPLATE, 14);
        assertThat(tooLong.status()).as("%s", tooLong).isEqualTo(422);
        assertThat(tooLong.json().path("missing").asLong()).isEqualTo(100);

        var asked = guild.asksFor(TEMPLATE, 3);
        assertThat(asked.status()).as("%s", asked).isEqualTo(202);
        var server = asked.json().path("serverId").asString();
        isApprovedByTwo(guild, server);
        becomes(guild, server, "active");
        isJoinable(guild, cluster, server);
        assertThat(guild.available()).isEqualTo(1_000);
        assertThat(guild.treasury().path("held").asLong()).isZero();

        isExtendedOnce(guild, server, 2);
        assertThat(guild.available()).isEqualTo(800);

        isExported(guild, server);

        assertThat(guild.tells(server, "terminate").status()).isEqualTo(200);
        becomes(guild, server, "ended");
        // Of five hours one has begun.
        await().atMost(SOON).until(() -> guild.available() == 1_800 - 500 - 100);
        await().atMost(SOON).until(() -> cluster.gameOf(server).isEmpty());
        assertThat(guild.tells(server, "terminate").status()).isEqualTo(200);
        assertThat(guild.tells(server, "approve").code()).isEqualTo("invalid-state");
        assertThat(guild.history()).contains("contribution", "server-start", "server-extension", "server-refund");

        var audit = suite.door().get("/api/ledger/audit", Caller.admin(Players.unknown()));
        assertThat(audit.json().path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(guild.available()).isEqualTo(1_200);
    }

    /** Each has earned it before. */
    private static void membersGive(Suite suite, Guild guild, long... gifts) throws IOException {
        for (long gift : gifts) {
            String player = Players.withConsent(suite);
            var callback = Callback.of(UUID.randomUUID().toString(), player, gift);
            assertThat(suite.door().callback(callback).word()).isEqualTo("credited");
            await().atMost(SOON).until(() -> suite.door().available(player) == gift);
            guild.isGiven(player, gift);
        }
    }

    private static void isApprovedByTwo(Guild guild, String server) throws IOException {
        assertThat(guild.tells(server, "approve", guild.member()).code()).isEqualTo("guild-role-required");
        assertThat(guild.tells(server, "approve", Caller.player(Players.unknown()))
                        .status())
                .isEqualTo(404);
        assertThat(guild.tells(server, "approve").status()).isEqualTo(200);
        assertThat(guild.server(server).path("state").asString()).isEqualTo("requested");
        assertThat(guild.tells(server, "approve", guild.anotherOfficer()).status())
                .isEqualTo(200);
    }

    private static void isJoinable(Guild guild, Cluster cluster, String server) throws IOException {
        var view = guild.server(server);
        assertThat(view.path("address").asString("")).as("%s", view).isNotEmpty();
        assertThat(view.path("port").asInt(0)).as("%s", view).isPositive();
        assertThat(cluster.gameOf(server)).hasValueSatisfying(game -> {
            assertThat(game.name()).isEqualTo("gs-" + server + "-1");
            assertThat(game.state()).isEqualTo("Ready");
        });
    }

    private static void isExtendedOnce(Guild guild, String server, int hours) throws IOException {
        var until = paidUntil(guild, server);
        var key = UUID.randomUUID().toString();
        for (int copy = 0; copy < 2; copy++) {
            var extended = guild.extendsBy(key, server, hours);
            assertThat(extended.status()).as("%s", extended).isEqualTo(202);
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(paidUntil(guild, server)).isEqualTo(until.plus(Duration.ofHours(hours))));
    }

    /** Its data lie behind a link for a while: as many bytes as the guild is told. */
    private static void isExported(Guild guild, String server) throws IOException {
        var asked = guild.tells(server, "export");
        assertThat(asked.status()).as("%s", asked).isEqualTo(202);
        var save = asked.json().path("saveId").asString();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(guild.save(save).path("state").asString()).isEqualTo("made"));

        try (var file = guild.linkTo(save).toURL().openStream()) {
            assertThat(file.readAllBytes())
                    .hasSize(guild.save(save).path("bytes").asInt())
                    .isNotEmpty();
        }
    }

    private static Instant paidUntil(Guild guild, String server) throws IOException {
        return Instant.parse(guild.server(server).path("paidUntil").asString());
    }

    private static void becomes(Guild guild, String server, String state) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(guild.server(server).path("state").asString())
                                .isEqualTo(state));
    }
}
