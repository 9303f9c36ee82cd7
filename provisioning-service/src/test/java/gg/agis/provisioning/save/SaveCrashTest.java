package gg.agis.provisioning.save;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.ProvisioningEvent.ServerSaveMade;
import gg.agis.common.token.Caller;
import gg.agis.common.token.GuildRole;
import gg.agis.common.token.Role;
import gg.agis.provisioning.Faults;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.server.ServerState;
import gg.agis.sandbox.junit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Killed before and after everything that is done to the outside world on the way to a save and back, one after the other:
 * whoever comes next brings it to its end.
 */
@ProvisioningServiceTest
class SaveCrashTest extends SavedLives {

    private static final Duration UNTIL_LEASES_END = Duration.ofSeconds(61);
    private static final int ROUNDS_MAX = 40;
    private static final String WORLD = "world.dat";
    private static final int STEPS_MAX = 400;

    private final Set<String> points = new HashSet<>();
    private UUID server;

    @Test
    void whereverItIsKilledASaveIsMadeOnce() throws IOException {
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            begin();
            more = isKilledOnTheWay(step, this::ask, () -> !saved().isEmpty());

            assertThat(saved())
                    .as(Faults.killedAt())
                    .singleElement()
                    .satisfies(made -> assertThat(fileOf(made.saveId())).exists());
            assertThat(stateOfOnlySave()).as(Faults.killedAt()).isEqualTo("made");
            assertThat(history.jobs.unfinished()).as(Faults.killedAt()).isEmpty();
        }
        assertThat(more).isFalse();
        assertThat(points)
                .contains(
                        "before job",
                        "after job",
                        "before remove-job",
                        "after remove-job",
                        "before outbox",
                        "after outbox",
                        "before commit",
                        "after commit");
    }

    @Test
    void whereverItIsKilledAServerStartsFromItsSaveAndIsPaidOnce() {
        var save = leftBehind();
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            long before = available();
            var restored = fundedFrom(save);
            more = isKilledOnTheWay(step, () -> {}, () -> stateOf(restored) == ServerState.ACTIVE);

            assertThat(available()).as(Faults.killedAt()).isEqualTo(before - 500 - 2 * 100);
            assertThat(history.cluster.gamesOf(restored)).as(Faults.killedAt()).hasSize(1);
            assertThat(history.jobs.volumeOf(restored).resolve(WORLD))
                    .as(Faults.killedAt())
                    .hasContent("blocks");
            assertThat(history.jobs.unfinished()).as(Faults.killedAt()).isEmpty();
            end(restored);
        }
        assertThat(more).isFalse();
        assertThat(points)
                .contains(
                        "before prepare",
                        "after prepare",
                        "before job",
                        "after job",
                        "before remove-job",
                        "after remove-job",
                        "before make",
                        "after make");
    }

    @Test
    void whereverItIsKilledADamagedSaveCostsNothing() throws IOException {
        var save = leftBehind();
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            long before = available();
            var restored = fundedFrom(save);
            flipAByteOf(save);
            more = isKilledOnTheWay(
                    step, () -> {}, () -> stateOf(restored) == ServerState.FAILED && !hasVolume(restored));

            assertThat(save(save).state()).as(Faults.killedAt()).isEqualTo(SaveState.DAMAGED);
            assertThat(available()).as(Faults.killedAt()).isEqualTo(before);
            assertThat(history.billing.heldOf(guild.guild()))
                    .as(Faults.killedAt())
                    .isZero();
            assertThat(history.cluster.gamesOf(restored)).as(Faults.killedAt()).isEmpty();
            assertThat(history.jobs.unfinished()).as(Faults.killedAt()).isEmpty();
            flipAByteOf(save);
            forget(save);
        }
        assertThat(more).isFalse();
    }

    @Test
    void whereverItIsKilledAVolumeGoesWhenItIsSaved() throws IOException {
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            begin();
            guild.tells(server, "terminate");
            history.settle();
            more = isKilledOnTheWay(step, () -> {}, () -> !hasVolume(server));

            assertThat(stateOf(server)).as(Faults.killedAt()).isEqualTo(ServerState.ENDED);
            assertThat(saved())
                    .as(Faults.killedAt())
                    .singleElement()
                    .satisfies(made -> assertThat(fileOf(made.saveId())).exists());
            assertThat(history.jobs.unfinished()).as(Faults.killedAt()).isEmpty();
        }
        assertThat(more).isFalse();
        assertThat(points).contains("before remove-volume", "after remove-volume");
    }

    @Test
    void whereverItIsKilledAnOldSaveGoes() throws IOException {
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            begin();
            var save = aSaveOf(server);
            history.clock.moveOn(Duration.ofDays(30));
            more = isKilledOnTheWay(step, () -> {}, () -> save(save).is(SaveState.EXPIRED));

            assertThat(fileOf(save)).as(Faults.killedAt()).doesNotExist();
        }
        assertThat(more).isFalse();
    }

    @BeforeEach
    void begin() throws IOException {
        fresh();
        treasuryHas(100_000);
        server = anActiveServer(10, false);
        Files.writeString(history.jobs.volumeOf(server).resolve(WORLD), "blocks");
    }

    /** What was saved of a server that is no more: nobody else has to be looked at. */
    private UUID leftBehind() {
        var save = aSaveOf(server);
        end(server);
        return save;
    }

    private UUID fundedFrom(UUID save) {
        var restored = restored(server, save);
        history.look().answer();
        return restored;
    }

    private void end(UUID some) {
        guild.tells(some, "terminate");
        until(() -> {
            history.sweep();
            return !hasVolume(some);
        });
    }

    /** That a save was damaged. */
    private void forget(UUID save) {
        try (var connection = TestPostgres.superuser();
                var update = connection.prepareStatement(
                        "UPDATE provisioning.saves SET state = 'made', came_from = 'running' WHERE save_id = ?")) {
            update.setObject(1, save);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Round after round, as replicas do that are started again; whether somebody was killed on the way. */
    private boolean isKilledOnTheWay(int step, Runnable told, BooleanSupplier goal) {
        Faults.killAt(step);
        for (int round = 0; round < ROUNDS_MAX && !goal.getAsBoolean(); round++) {
            // Whoever was told nothing tells it again.
            attempt(told);
            attempt(() -> history.look());
            attempt(() -> history.answer());
            attempt(() -> history.round("saves"));
            attempt(() -> history.sweep());
            history.clock.moveOn(UNTIL_LEASES_END);
        }
        Faults.stop();
        assertThat(goal.getAsBoolean())
                .as("after being killed %s", Faults.killedAt())
                .isTrue();
        // Whoever does it again changes nothing any more.
        history.settle().round("saves");
        points.add(Faults.killedAt());
        return !Faults.killedAt().equals("nowhere");
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (Faults.Killed killed) {
            assertThat(killed).isNotNull();
        }
    }

    private void ask() {
        var officer =
                new Caller("player:1000", Set.of(Role.PLAYER), Map.of(guild.guild(), GuildRole.OFFICER), null, null);
        history.bean(RequestSave.class).export(server, officer);
    }

    private List<ServerSaveMade> saved() {
        return history.facts(ServerSaveMade.class);
    }

    private boolean hasVolume(UUID ofServer) {
        return history.cluster.volumes().contains(ofServer);
    }
}
