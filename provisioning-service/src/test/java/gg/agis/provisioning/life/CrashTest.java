package gg.agis.provisioning.life;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.provisioning.Faults;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.cluster.Sighting.Running;
import gg.agis.provisioning.funding.Funds;
import gg.agis.provisioning.funding.MoneyRequest.Price;
import gg.agis.provisioning.funding.MoneyRequests;
import gg.agis.provisioning.funding.Purpose;
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

    @Test
    void whereverItIsKilledAnExtensionIsPaidOnce() {
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            begin();
            var server = anActiveServer(2, false);
            var paidUntil = server(server).paidUntil().orElseThrow();
            var command = UUID.randomUUID();
            Faults.killAt(step);
            more = goOnUntil(
                    () -> server(server).paidUntil().orElseThrow().isAfter(paidUntil),
                    server,
                    () -> extend(server, command));
            Faults.stop();
            assertThat(available()).as(Faults.killedAt()).isEqualTo(10_000 - 700 - 300);
            assertThat(server(server).paidUntil())
                    .as(Faults.killedAt())
                    .contains(paidUntil.plus(HOUR).plus(HOUR).plus(HOUR));
            terminate(new Killed(server, true, ""));
        }
        assertThat(more).isFalse();
    }

    @Test
    void whereverItIsKilledASuspendedServerWakesOnceAndPaysOneHour() {
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            fresh();
            treasuryHas(600);
            var server = anActiveServer(1, true);
            runOut(server);
            history.clock.moveOn(HOUR);
            treasuryHas(1_000);
            Faults.killAt(step);
            more = goOnUntil(() -> stateOf(server) == ServerState.ACTIVE, server, () -> {});
            Faults.stop();
            assertThat(available()).as(Faults.killedAt()).isEqualTo(1_000 - 100);
            assertThat(history.cluster.gamesOf(server)).as(Faults.killedAt()).hasSize(1);
            terminate(new Killed(server, true, ""));
        }
        assertThat(more).isFalse();
    }

    @Test
    void whereverItIsKilledASleeperWakesAndGetsEachHourThatItSleptBackOnce() {
        boolean more = true;
        for (int step = 0; more && step < STEPS_MAX; step++) {
            begin();
            guild.policy(
                    "{\"autoApproveBelowGc\":0,\"approvalsNeeded\":1,\"serversMax\":5,\"hoursMax\":720,\"sleepAfterMinutes\":30,\"wakeOnDemand\":true}");
            history.cluster.freshGamesAre(new Running("10.0.0.1", 7777, 0));
            var server = anActiveServer(10, false);
            history.after(MINUTE);
            history.after(Duration.ofMinutes(31));
            assertThat(stateOf(server)).isEqualTo(ServerState.ASLEEP);
            // Since soon after half past twelve: the hours from one to three are slept through.
            history.after(Duration.ofMinutes(150));
            Faults.killAt(step);
            more = goOnUntil(() -> stateOf(server) == ServerState.ACTIVE, server, () -> wake(server));
            Faults.stop();
            assertThat(available()).as(Faults.killedAt()).isEqualTo(10_000 - 1_500 + 200);
            assertThat(history.cluster.gamesOf(server)).as(Faults.killedAt()).hasSize(1);
            terminate(new Killed(server, true, ""));
        }
        assertThat(more).isFalse();
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

    /** Until its treasury could not pay the next hour. */
    private void runOut(UUID server) {
        var paidUntil = server(server).paidUntil().orElseThrow();
        history.clock.stopAt(paidUntil.minus(Duration.ofMinutes(15)));
        history.settle();
        history.clock.stopAt(paidUntil);
        history.settle();
        assertThat(stateOf(server)).isEqualTo(ServerState.SUSPENDED);
    }

    /** As the command of an officer does it, who says it again when nothing was heard. */
    private void extend(UUID server, UUID command) {
        var purpose = Purpose.extend(command);
        history.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            Server locked = history.bean(Servers.class).lock(server).orElseThrow();
            if (history.bean(MoneyRequests.class).find(server, purpose).isEmpty()) {
                history.bean(Funds.class).ask(locked, purpose, Price.hours(100, 3), Duration.ofMinutes(40));
                history.bean(Life.class).goOn(locked);
            }
        });
    }

    private void wake(UUID server) {
        history.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            Server locked = history.bean(Servers.class).lock(server).orElseThrow();
            if (locked.is(ServerState.ASLEEP)) {
                locked.wantAwake(history.clock.instant());
                history.bean(Life.class).goOn(locked);
            }
        });
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
