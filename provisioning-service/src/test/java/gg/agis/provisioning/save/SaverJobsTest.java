package gg.agis.provisioning.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.common.event.ProvisioningEvent.ServerFailed;
import gg.agis.common.event.ProvisioningEvent.ServerSaveMade;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.TestWorld;
import gg.agis.provisioning.saver.Savers;
import gg.agis.provisioning.server.ServerState;
import gg.agis.sandbox.kubernetes.KubernetesCluster;
import gg.agis.sandbox.kubernetes.api.Role;
import gg.agis.sandbox.kubernetes.trouble.Trouble;
import gg.agis.sandbox.kubernetes.trouble.Trouble.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saves from the wish to the end, by the saver as the program that it is, in the stand-ins for the cluster and for S3. */
@ProvisioningServiceTest
class SaverJobsTest extends SavedLives {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private KubernetesCluster cluster;

    @BeforeEach
    void inTheStandIns(KubernetesCluster standIn) {
        cluster = standIn;
        cluster.jobs().install("agis/saver", Savers.quickCommand());
        // What it may not do in production it may not do here.
        cluster.allow(Role.of(Path.of("../k8s/provisioning/role.yaml")));
        TestWorld.modelled(false);
        treasuryHas(10_000);
    }

    @Test
    void aSaveIsMadeAndANewServerStartsFromIt() throws IOException {
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

        var restored = restored(server, save);
        until(() -> stateOf(restored) == ServerState.ACTIVE);

        assertThat(restored).isNotEqualTo(server);
        assertThat(volumeOf(restored).resolve("level/region.mca")).hasSameBinaryContentAs(level.resolve("region.mca"));
        assertThat(volumeOf(restored).resolve("world.dat"))
                .hasSameBinaryContentAs(volumeOf(server).resolve("world.dat"));
        assertThat(cluster.jobs().all()).isEmpty();
        assertThat(history.bean(MeterRegistry.class)
                        .counter("agis.provisioning.saves", "outcome", "restored")
                        .count())
                .isPositive();
    }

    @Test
    void aSaveThatIsDamagedAfterItWasReadEndsTheServerAndTheMoneyIsBack() throws IOException {
        var server = aRunningServer();
        var save = aSaveOf(server);
        long before = available();
        cluster.jobs().hold();
        var restored = restored(server, save);
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

    @Override
    void until(BooleanSupplier done) {
        await().atMost(PATIENCE).until(() -> {
            goOn(STEP);
            return done.getAsBoolean();
        });
    }

    private UUID aRunningServer() {
        var server = anApprovedServer(10, false);
        until(() -> stateOf(server) == ServerState.ACTIVE);
        return server;
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
}
