package gg.agis.provisioning.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.saver.SaveStore;
import gg.agis.provisioning.server.ServerState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What officers and time do with saves. */
@ProvisioningServiceTest
class SavesTest extends SavedLives {

    @BeforeEach
    void rich() {
        treasuryHas(10_000);
    }

    @Test
    void aFlippedByteIsRefusedSayingSoAndTheGoodSaveIsRestored() throws IOException {
        var server = anActiveServer(10, false);
        var world = history.jobs.volumeOf(server).resolve("world.dat");
        Files.writeString(world, "as it was".repeat(100_000));
        var good = aSaveOf(server);
        var saved = Files.readString(world);
        Files.writeString(world, "as it became");
        var bad = aSaveOf(server);
        flipAByteOf(bad);

        for (int times = 0; times < 2; times++) {
            var refused = restore(server, bad);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("save-damaged");
        }
        assertThat(save(bad).state()).isEqualTo(SaveState.DAMAGED);
        assertThat(download(bad).status()).isEqualTo(409);

        var restored = restored(server, good);
        until(() -> stateOf(restored) == ServerState.ACTIVE);
        assertThat(history.jobs.volumeOf(restored).resolve("world.dat")).hasContent(saved);
    }

    @Test
    void aSaveGoesWhenItsTimeIsOverAndThoseAfterItStay() {
        var server = anActiveServer(10, false);
        var old = aSaveOf(server);
        history.clock.moveOn(Duration.ofHours(1));
        var young = aSaveOf(server);

        history.clock.stopAt(expiryOf(old).minusSeconds(1));
        history.round("saves");
        assertThat(save(old).state()).isEqualTo(SaveState.MADE);
        history.clock.stopAt(expiryOf(old));
        history.round("saves");

        assertThat(save(old).state()).isEqualTo(SaveState.EXPIRED);
        assertThat(fileOf(old)).doesNotExist();
        assertThat(restore(server, old).status()).isEqualTo(409);
        assertThat(save(young).state()).isEqualTo(SaveState.MADE);
        assertThat(fileOf(young)).exists();
        assertThat(expiryOf(young)).isEqualTo(save(young).since().plus(Duration.ofDays(30)));
    }

    @Test
    void aSaveThatCannotBeLookedAtKeepsNoOtherWaiting() {
        var one = anActiveServer(10, false);
        var other = anActiveServer(10, false);
        history.jobs.stumbleOver(one);
        var stuck = askedFor(one);

        assertThat(save(aSaveOf(other)).state()).isEqualTo(SaveState.MADE);

        assertThat(save(stuck).state()).isEqualTo(SaveState.RUNNING);
        history.jobs.stumbleOver(other);
        history.clock.moveOn(MINUTE);
        until(() -> save(stuck).is(SaveState.MADE));
    }

    @Test
    void aJobThatTwoReplicasSeeFailingHasFailedOnce() {
        var save = askedFor(anActiveServer(10, false));
        history.jobs.fail();
        history.round("saves");
        history.jobs.meanwhile(() -> {
            // The first one's lease ends before the cluster answers it.
            history.clock.moveOn(Duration.ofSeconds(61));
            history.round("saves");
        });

        goOn(STEP);

        assertThat(save(save).state()).isEqualTo(SaveState.RUNNING);
        assertThat(save(save).attempt()).isEqualTo(2);
    }

    @Test
    void aLinkLeadsToTheSaveForFiveMinutes() throws IOException, InterruptedException {
        var save = aSaveOf(anActiveServer(10, false));

        var answer = download(save).json();

        assertThat(answer.path("expiresAt").asString())
                .isEqualTo(history.clock.instant().plus(Duration.ofMinutes(5)).toString());
        assertThat(answer.path("url").asString()).contains("X-Amz-Expires=300");
        assertThat(fetch(URI.create(answer.path("url").asString())).body()).isEqualTo(Files.readAllBytes(fileOf(save)));
    }

    @Test
    void aLinkThatHasLapsedLeadsNowhere() {
        var save = save(aSaveOf(anActiveServer(10, false)));
        try (var store =
                new SaveStore(history.bean(SaveSettings.class).storage().asBucket())) {
            var link = store.link(save.objectKey(), Duration.ofSeconds(1));

            await().until(() -> fetch(link).statusCode() == 403);
        }
    }

    @Test
    void aLinkToOneSaveIsNoneToAnother() throws IOException, InterruptedException {
        var server = anActiveServer(10, false);
        var one = aSaveOf(server);
        var other = aSaveOf(server);
        var link = download(one).json().path("url").asString();

        assertThat(fetch(URI.create(link.replace(one.toString(), other.toString())))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlySoManyAreKept() {
        var server = anActiveServer(10, false);
        history.bean(JdbcClient.class)
                .sql("""
                        INSERT INTO saves (save_id, server_id, guild_id, cause, requested_at, state, came_from, since,
                                           attempt, bytes, expires_at, next_at)
                        SELECT gen_random_uuid(), :server, :guild, 'export:' || n, now(), 'made', 'running', now(), 1, 100,
                               'infinity', 'infinity'
                          FROM generate_series(1, 16) n
                        """)
                .param("server", server)
                .param("guild", guild.guild())
                .update();

        var refused = export(server);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("save-quota-reached");
    }

    @Test
    void whoMayDoWhat() {
        var server = guild.asksFor("minecraft-small", 5, false);
        var stranger = ProvisioningDriver.stranger();
        var export = "/api/servers/" + server + "/export";

        assertThat(guild.post(export, guild.member(), "").code()).isEqualTo("guild-role-required");
        assertThat(guild.post(export, stranger, "").status()).isEqualTo(404);
        assertThat(export(server).code()).isEqualTo("invalid-state");
        assertThat(guild.get(savesOfGuild(), stranger).status()).isEqualTo(404);
        assertThat(download(UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(restore(server, UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void whatAnotherGuildHasSavedIsNotThere() {
        var server = anActiveServer(10, false);
        var save = aSaveOf(server);
        var owner = guild;
        guild = ProvisioningDriver.ofSomeGuild(owner.port());
        treasuryHas(10_000);
        var own = anActiveServer(10, false);

        assertThat(restore(own, save).status()).isEqualTo(404);
        assertThat(restore(server, save).status()).isEqualTo(404);
        assertThat(download(save).status()).isEqualTo(404);
        assertThat(export(server).status()).isEqualTo(404);
        assertThat(guild.get(savesOfGuild(), guild.officer()).json().path("items"))
                .isEmpty();
        assertThat(owner.get("/api/guilds/" + owner.guild() + "/saves", guild.officer())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void ofTheirOwnMembersSeeSavesAndOfficersFetchThem() {
        var save = aSaveOf(anActiveServer(10, false));

        assertThat(guild.get(savesOfGuild(), guild.member()).json().path("items"))
                .hasSize(1);
        assertThat(guild.get("/api/saves/" + save + "/download", guild.member()).code())
                .isEqualTo("guild-role-required");
    }

    private Instant expiryOf(UUID save) {
        var expiry = save(save).expiresAt();
        assertThat(expiry).isNotNull();
        return expiry;
    }

    private static HttpResponse<byte[]> fetch(URI link) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray());
        }
    }
}
