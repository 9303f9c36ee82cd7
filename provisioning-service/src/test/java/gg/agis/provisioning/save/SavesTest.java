package gg.agis.provisioning.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.ProvisioningEvent.ServerFailed;
import gg.agis.common.event.ProvisioningEvent.ServerSaveMade;
import gg.agis.provisioning.Faults;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningDriver.Answer;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.TestWorld;
import gg.agis.provisioning.saver.Savers;
import gg.agis.provisioning.server.ServerState;
import gg.agis.sandbox.junit.TestStorage;
import gg.agis.sandbox.kubernetes.KubernetesCluster;
import gg.agis.sandbox.kubernetes.api.Role;
import gg.agis.sandbox.kubernetes.trouble.Trouble;
import gg.agis.sandbox.kubernetes.trouble.Trouble.Kind;
import gg.agis.sandbox.kubernetes.workload.Jobs.View;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Saves from the wish to the end, by the saver as the program that it is, in the stand-ins for the cluster and for S3. */
@ProvisioningServiceTest
class SavesTest extends Lives {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration STEP = Duration.ofSeconds(6);

    private KubernetesCluster cluster;

    @BeforeEach
    void inTheStandIns(KubernetesCluster standIn) {
        cluster = standIn;
        cluster.jobs().install("agis/saver", Savers.command("64m"));
        // What it may not do in production it may not do here.
        cluster.allow(Role.of(Path.of("../k8s/provisioning/role.yaml")));
        TestWorld.modelled(false);
        treasuryHas(10_000);
    }

    @Test
    void aSaveIsMadeAndANewServerStartsFromIt() throws IOException, InterruptedException {
        var server = aRunningServer();
        var level = Files.createDirectories(volumeOf(server).resolve("level"));
        Files.writeString(level.resolve("region.mca"), "blocks".repeat(1_000));
        var save = aSaveOf(server);

        var told = history.facts(ServerSaveMade.class);
        assertThat(told).singleElement().satisfies(made -> {
            assertThat(made.saveId()).isEqualTo(save);
            assertThat(made.serverId()).isEqualTo(server);
            assertThat(made.bytes()).isEqualTo(Files.size(fileOf(save)));
        });
        var listed = guild.get(savesOfGuild(), guild.member()).json().path("items");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.path(0).path("state").asString()).isEqualTo("made");
        assertThat(fetch(save)).isEqualTo(Files.readAllBytes(fileOf(save)));

        var restored =
                UUID.fromString(restore(server, save).json().path("serverId").asString());
        guild.approves(restored);
        until(() -> stateOf(restored) == ServerState.ACTIVE);

        assertThat(restored).isNotEqualTo(server);
        assertThat(volumeOf(restored).resolve("level/region.mca")).hasSameBinaryContentAs(level.resolve("region.mca"));
        assertThat(volumeOf(restored).resolve("world.dat"))
                .hasSameBinaryContentAs(volumeOf(server).resolve("world.dat"));
        assertThat(cluster.jobs().all()).noneMatch(job -> job.name().contains(save.toString()));
        assertThat(history.bean(MeterRegistry.class)
                        .counter("agis.provisioning.saves", "outcome", "restored")
                        .count())
                .isPositive();
    }

    @Test
    void aFlippedByteIsRefusedSayingSo() throws IOException {
        var server = aRunningServer();
        var save = aSaveOf(server);
        flipAByteOf(save);

        for (int times = 0; times < 2; times++) {
            var refused = restore(server, save);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("save-damaged");
        }

        assertThat(stateOfOnlySave()).isEqualTo("damaged");
        assertThat(download(save).status()).isEqualTo(409);
    }

    @Test
    void aSaveThatIsDamagedAfterItWasReadEndsTheServerAndTheMoneyIsBack() throws IOException {
        var server = aRunningServer();
        var save = aSaveOf(server);
        long before = available();
        cluster.jobs().hold();
        var restored =
                UUID.fromString(restore(server, save).json().path("serverId").asString());
        guild.approves(restored);
        until(() -> cluster.jobs().all().stream().anyMatch(job -> job.name().contains(restored.toString())));
        flipAByteOf(save);
        cluster.jobs().release();

        until(() -> stateOf(restored) == ServerState.FAILED);

        assertThat(history.facts(ServerFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo("save-damaged"));
        assertThat(available()).isEqualTo(before);
        assertThat(stateOfOnlySave()).isEqualTo("damaged");
        assertThat(cluster.gameServers().all()).noneMatch(game -> game.name().contains(restored.toString()));
    }

    @Test
    void theVolumeOfAServerThatHasEndedWaitsForItsSave() {
        var server = aRunningServer();
        cluster.jobs().failNext(3);
        guild.tells(server, "terminate");
        until(() -> stateOf(server) == ServerState.ENDED);

        history.sweep();
        history.sweep();
        assertThat(volumeOf(server)).exists();
        until(() -> {
            history.clock.moveOn(MINUTE);
            return "made".equals(stateOfOnlySave());
        });
        history.sweep();

        await().until(() -> !hasVolume(server));
        assertThat(history.facts(ServerSaveMade.class)).hasSize(1);
    }

    @Test
    void whatIsAskedForWhileOneIsOnItsWayIsTheSame() {
        var server = aRunningServer();
        cluster.troubles()
                .add(Trouble.of(Kind.INTERNAL_ERROR_AFTER_SUCCESS)
                        .on("create", "jobs")
                        .times(1));

        var asked = ProvisioningDriver.atOnce(5, () -> export(server));

        assertThat(asked).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
        assertThat(asked.stream()
                        .map(answer -> answer.json().path("saveId").asString())
                        .distinct())
                .hasSize(1);
        until(() -> "made".equals(stateOfOnlySave()));
        assertThat(history.facts(ServerSaveMade.class)).hasSize(1);
    }

    @Test
    void killedAtAnyStepEachWishBecomesOneSave() {
        cluster.jobs().install("agis/saver", aSaverInNoTime());
        var server = aRunningServer();
        int wishes = 0;
        boolean killed = true;
        while (killed) {
            var save = export(server).json().path("saveId").asString();
            killed = isKilledAt(wishes++, save);
            // Leases end.
            history.clock.moveOn(Duration.ofMinutes(2));
            int made = wishes;
            until(() -> history.facts(ServerSaveMade.class).size() == made);
        }

        assertThat(wishes).isGreaterThan(8);
        assertThat(history.facts(ServerSaveMade.class))
                .extracting(ServerSaveMade::saveId)
                .doesNotHaveDuplicates()
                .hasSize(wishes);
    }

    @Test
    void aSaveGoesWhenItsTimeIsOver() {
        var server = aRunningServer();
        var save = aSaveOf(server);

        history.clock.moveOn(Duration.ofDays(31));
        history.round("saves");

        assertThat(stateOfOnlySave()).isEqualTo("expired");
        assertThat(fileOf(save)).doesNotExist();
        assertThat(restore(server, save).status()).isEqualTo(409);
    }

    @Test
    void onlySoManyAreKept() {
        var server = aRunningServer();
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

    private boolean isKilledAt(int step, String save) {
        Faults.killAt(step);
        try {
            history.round("saves");
            await().until(() -> cluster.jobs().all().stream()
                    .filter(job -> job.name().contains(save))
                    .allMatch(View::finished));
            history.clock.moveOn(STEP);
            history.round("saves");
            return false;
        } catch (Faults.Killed killed) {
            return true;
        } finally {
            Faults.stop();
        }
    }

    /** Puts something where a save is looked for, which is all that the service knows of it. */
    private static List<String> aSaverInNoTime() {
        var bucket = TestStorage.fileOf("");
        return List.of(
                "/bin/sh", "-c", "mkdir -p $(dirname %1$s/$4) && echo save > %1$s/$4".formatted(bucket), "saver");
    }

    private UUID aRunningServer() {
        var server = guild.asksFor("minecraft-small", 10, false);
        guild.approves(server);
        until(() -> stateOf(server) == ServerState.ACTIVE);
        return server;
    }

    private UUID aSaveOf(UUID server) {
        var answer = export(server);
        assertThat(answer.status()).isEqualTo(202);
        var save = UUID.fromString(answer.json().path("saveId").asString());
        until(() -> history.bean(Saves.class).find(save).orElseThrow().is(SaveState.MADE));
        return save;
    }

    /** Everybody goes on, some seconds at a time. */
    private void until(BooleanSupplier done) {
        await().atMost(PATIENCE).until(() -> {
            history.after(STEP);
            history.round("saves");
            return done.getAsBoolean();
        });
    }

    private Answer export(UUID server) {
        return guild.post("/api/servers/" + server + "/export", guild.officer(), "");
    }

    private Answer restore(UUID server, UUID save) {
        return guild.post(
                "/api/servers/" + server + "/restore",
                guild.officer(),
                "{\"saveId\":\"%s\",\"hours\":2,\"autoRenew\":false}".formatted(save));
    }

    private Answer download(UUID save) {
        return guild.get("/api/saves/" + save + "/download", guild.officer());
    }

    private byte[] fetch(UUID save) throws IOException, InterruptedException {
        var url = URI.create(download(save).json().path("url").asString());
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private String savesOfGuild() {
        return "/api/guilds/" + guild.guild() + "/saves";
    }

    private String stateOfOnlySave() {
        var saves = guild.get(savesOfGuild(), guild.member()).json().path("items");
        return saves.size() == 1 ? saves.path(0).path("state").asString() : "there are " + saves.size();
    }

    private Path fileOf(UUID save) {
        return TestStorage.fileOf("saves/" + guild.guild() + "/" + save);
    }

    private Path volumeOf(UUID server) {
        return cluster.volumes().directoryOf("agis", "gs-" + server + "-data");
    }

    private boolean hasVolume(UUID server) {
        try {
            return Files.exists(volumeOf(server));
        } catch (NoSuchElementException e) {
            return false;
        }
    }

    private void flipAByteOf(UUID save) throws IOException {
        var path = fileOf(save);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            long middle = 96 + (Files.size(path) - 96) / 2;
            file.seek(middle);
            int value = file.read();
            file.seek(middle);
            file.write(value ^ 1);
        }
    }
}
