package gg.agis.provisioning.save;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import gg.agis.common.event.ProvisioningEvent.ServerFailed;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.cluster.Sighting.Coming;
import gg.agis.provisioning.server.ServerState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that starts from a save, and what may come between. */
@ProvisioningServiceTest
class RestoreTest extends SavedLives {

    private static final Duration HOLD = Duration.ofMinutes(100);

    private UUID server;
    private UUID save;
    private long before;

    @BeforeEach
    void saved() throws IOException {
        treasuryHas(10_000);
        server = anActiveServer(10, false);
        Files.writeString(history.jobs.volumeOf(server).resolve("world.dat"), "blocks");
        save = aSaveOf(server);
        before = available();
    }

    @Test
    void theStartLimitBeginsWhenTheDataAreBack() {
        history.jobs.hold();
        history.cluster.freshGamesAre(new Coming());
        var restored = restored(server, save);
        minutes(50);
        assertThat(stateOf(restored)).isEqualTo(ServerState.STARTING);
        assertThat(history.cluster.gamesOf(restored)).isEmpty();

        history.jobs.release();
        minutes(9);
        assertThat(stateOf(restored)).isEqualTo(ServerState.STARTING);
        assertThat(history.cluster.gamesOf(restored)).hasSize(1);
        minutes(2);

        assertThat(stateOf(restored)).isEqualTo(ServerState.FAILED);
        assertThat(reason()).isEqualTo("not-ready");
        assertThat(available()).isEqualTo(before);
    }

    @Test
    void theMoneyIsHeldForAsLongAsRestoringAndStartingMayTake() {
        var restored = restored(server, save);

        history.look();

        assertThat(history.open()).singleElement().isInstanceOfSatisfying(HoldRequested.class, hold -> {
            assertThat(hold.serverId()).isEqualTo(restored);
            assertThat(hold.expiresAt()).isEqualTo(history.clock.instant().plus(HOLD));
        });
    }

    @Test
    void whatIsNotBackWithinAnHourIsGivenUpAndTheMoneyIsBack() {
        history.jobs.hold();
        var restored = restored(server, save);
        minutes(59);
        assertThat(stateOf(restored)).isEqualTo(ServerState.STARTING);

        minutes(2);

        assertThat(stateOf(restored)).isEqualTo(ServerState.FAILED);
        assertThat(reason()).isEqualTo("restore-late");
        nothingIsLeftOf(restored);
    }

    @Test
    void aServerThatIsEndedWhileItIsRestoredLeavesNothingBehind() {
        history.jobs.hold();
        var restored = restored(server, save);
        until(() -> !history.jobs.unfinished().isEmpty());

        guild.tells(restored, "terminate");
        until(() -> stateOf(restored) == ServerState.ENDED);

        nothingIsLeftOf(restored);
    }

    @Test
    void aSaveStaysForAServerThatIsStillToStartFromIt() {
        history.clock.stopAt(save(save).since().plus(Duration.ofDays(29)));
        var wanted =
                UUID.fromString(restore(server, save).json().path("serverId").asString());
        history.clock.moveOn(Duration.ofDays(2));
        history.round("saves");

        guild.approves(wanted);
        until(() -> stateOf(wanted) == ServerState.ACTIVE);

        history.clock.moveOn(Duration.ofMinutes(11));
        history.round("saves");
        assertThat(save(save).state()).isEqualTo(SaveState.EXPIRED);
    }

    @Test
    void aRestoreThatFailsIsTriedAgainAndThenTheMoneyIsBack() {
        history.jobs.fail();
        var restored = restored(server, save);

        until(() -> stateOf(restored) == ServerState.FAILED);

        assertThat(reason()).isEqualTo("restore-failed");
        assertThat(save(save).state()).isEqualTo(SaveState.MADE);
        nothingIsLeftOf(restored);
    }

    private String reason() {
        return history.facts(ServerFailed.class).getLast().reason();
    }

    private void nothingIsLeftOf(UUID restored) {
        history.sweep();
        assertThat(history.jobs.unfinished()).isEmpty();
        assertThat(history.cluster.gamesOf(restored)).isEmpty();
        assertThat(history.cluster.volumes()).doesNotContain(restored);
        assertThat(available()).isEqualTo(before);
        assertThat(history.billing.heldOf(guild.guild())).isZero();
    }

    private void minutes(int count) {
        for (int minute = 0; minute < count; minute++) {
            history.after(MINUTE);
        }
    }
}
