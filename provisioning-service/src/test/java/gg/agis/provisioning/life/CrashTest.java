package gg.agis.provisioning.life;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.provisioning.Faults;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.server.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Killed before and after everything that is done to the outside world, one after the other: whoever comes next brings it
 * to its end.
 */
@ProvisioningServiceTest
class CrashTest extends Lives {

    private static final Duration UNTIL_THE_LEASE_ENDS = Duration.ofSeconds(31);
    private static final int STEPS_MAX = 400;

    @Test
    void whereverItIsKilledTheServerRunsAndIsPaidOnce() {
        var points = new HashSet<String>();
        for (int step = 0; step < STEPS_MAX; step++) {
            begin();
            Faults.killAt(step);
            var killed = live(server -> stateOf(server) == ServerState.ACTIVE);
            Faults.stop();
            if (!killed.died) {
                break;
            }
            points.add(killed.where);
            assertThat(stateOf(killed.server)).as(killed.where).isEqualTo(ServerState.ACTIVE);
            assertThat(available()).as(killed.where).isEqualTo(8_500);
            assertThat(history.cluster.gamesOf(killed.server)).as(killed.where).hasSize(1);
            terminate(killed);
        }
        assertThat(points)
                .contains(
                        "before make", "after make", "before commit", "after commit", "before outbox", "after outbox");
    }

    @Test
    void whereverItIsKilledAtItsEndEverythingUnusedComesBackOnce() {
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            begin();
            var server = anActiveServer(10, false);
            history.after(Duration.ofMinutes(90));
            Faults.killAt(step);
            more = goOnUntil(() -> stateOf(server) == ServerState.ENDED, server, () -> stop(server));
            Faults.stop();
            assertThat(stateOf(server)).as(Faults.killedAt()).isEqualTo(ServerState.ENDED);
            assertThat(available()).as(Faults.killedAt()).isEqualTo(10_000 - 500 - 200);
            assertThat(history.cluster.gamesOf(server)).as(Faults.killedAt()).isEmpty();
        }
    }

    @Test
    void whereverItIsKilledItRenewsOnce() {
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            begin();
            var server = anActiveServer(1, true);
            var paidUntil = server(server).paidUntil().orElseThrow();
            history.clock.stopAt(paidUntil.minus(Duration.ofMinutes(15)));
            Faults.killAt(step);
            more = goOnUntil(() -> server(server).paidUntil().orElseThrow().isAfter(paidUntil), server, () -> {});
            Faults.stop();
            assertThat(available()).as(Faults.killedAt()).isEqualTo(10_000 - 600 - 100);
            assertThat(server(server).paidUntil()).as(Faults.killedAt()).contains(paidUntil.plus(HOUR));
            terminate(new Killed(server, true, ""));
        }
    }

    private record Killed(UUID server, boolean died, String where) {}

    private interface Goal {
        boolean isReached(UUID server);
    }

    private interface Reached {
        boolean yes();
    }

    private void begin() {
        fresh();
        treasuryHas(10_000);
    }

    private Killed live(Goal goal) {
        var server = anApprovedServer(10, false);
        boolean died = goOnUntil(() -> goal.isReached(server), server, () -> {});
        return new Killed(server, died, Faults.killedAt());
    }

    /** Round after round, as replicas do that are started again; whether somebody was killed on the way. */
    private boolean goOnUntil(Reached goal, UUID server, Runnable told) {
        for (int round = 0; round < 40 && !goal.yes(); round++) {
            // Whoever was told nothing tells it again.
            attempt(told);
            attempt(() -> history.look());
            attempt(() -> history.answer());
            history.clock.moveOn(UNTIL_THE_LEASE_ENDS);
        }
        assertThat(goal.yes())
                .as("%s after being killed %s", server, Faults.killedAt())
                .isTrue();
        Faults.stop();
        // What was answered twice, or asked twice, changes nothing any more.
        history.settle();
        return !Faults.killedAt().equals("nowhere");
    }

    private void stop(UUID server) {
        history.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            Server locked = history.bean(Servers.class).lock(server).orElseThrow();
            if (!locked.is(ServerState.STOPPING) && !locked.state().isFinal()) {
                locked.stop("terminated", false, history.clock.instant());
                history.bean(Life.class).goOn(locked);
            }
        });
    }

    private void terminate(Killed killed) {
        stop(killed.server());
        List<ServerState> seen = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            history.after(Duration.ofSeconds(6));
            seen.add(stateOf(killed.server()));
        }
        assertThat(seen).contains(ServerState.ENDED);
        assertThat(history.billing.heldOf(guild.guild())).isZero();
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (Faults.Killed killed) {
            assertThat(killed).isNotNull();
        }
    }
}
