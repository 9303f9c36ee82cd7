package gg.agis.provisioning.life;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.ProvisioningEvent.RefundDue;
import gg.agis.common.event.ProvisioningEvent.ServerFailed;
import gg.agis.common.event.ProvisioningEvent.ServerWoken;
import gg.agis.provisioning.History;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ModelCluster;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.cluster.Sighting.Running;
import gg.agis.provisioning.cluster.Sighting.Unknown;
import gg.agis.provisioning.server.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Games that break, vanish or are left behind, and what that costs whom. */
@ProvisioningServiceTest
class BrokenTest extends Lives {

    @Test
    void aGameThatBreaksIsReplacedOnceAndTheMinutesComeBackAtTheDaysEnd() {
        treasuryHas(5_000);
        var server = anActiveServer(24, false);
        goTo(History.NOON.plus(Duration.ofMinutes(89)));
        history.cluster.show(server, 1, ModelCluster.broken());
        // Its successor takes ten minutes to find its place.
        history.cluster.freshGamesAre(new Unknown("nothing to see yet"));
        goTo(History.NOON.plus(Duration.ofMinutes(90)));
        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(server(server).game().generation()).isEqualTo(2);
        for (int minute = 0; minute < 9; minute++) {
            history.after(MINUTE);
        }
        history.cluster.freshGamesAre(new Running("10.0.0.2", 7_000, null));
        history.after(MINUTE);

        assertThat(history.facts(ServerWoken.class))
                .singleElement()
                .satisfies(woken -> assertThat(woken.address()).isEqualTo("10.0.0.2"));
        assertThat(history.cluster.gamesOf(server)).hasSize(1);
        history.round("sla-refunds");
        assertThat(history.open()).isEmpty();

        goTo(History.NOON.plus(Duration.ofHours(12)).plus(MINUTE));
        history.round("sla-refunds");
        history.round("sla-refunds");

        assertThat(history.open()).singleElement().isInstanceOfSatisfying(RefundDue.class, refund -> {
            // 10 minutes of 100 GC an hour.
            assertThat(refund.amount()).isEqualTo(16);
            assertThat(refund.reason()).isEqualTo("sla");
        });
        history.settle();
        assertThat(available()).isEqualTo(5_000 - 2_900 + 16);
    }

    @Test
    void aGameThatBreaksTwiceIsRefundedWithItsSetUp() {
        treasuryHas(5_000);
        var server = anActiveServer(10, false);
        goTo(History.NOON.plus(Duration.ofMinutes(149)));
        history.cluster.freshGamesAre(ModelCluster.broken());
        goTo(History.NOON.plus(Duration.ofMinutes(150)));
        history.after(Duration.ofSeconds(6));
        history.after(Duration.ofSeconds(6));

        assertThat(stateOf(server)).isEqualTo(ServerState.FAILED);
        assertThat(history.facts(ServerFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo("unhealthy"));
        assertThat(available()).isEqualTo(5_000 - 300);
        assertThat(history.cluster.gamesOf(server)).isEmpty();

        // What was left of the hour in which it broke comes back when the day is over.
        history.clock.stopAt(History.NOON.plus(Duration.ofHours(13)));
        history.round("sla-refunds");
        history.settle();
        assertThat(available()).isEqualTo(5_000 - 300 + 50);
    }

    @Test
    void whatEndsWhileItIsBrokenIsPaidForTheseMinutesToo() {
        treasuryHas(5_000);
        var server = anActiveServer(10, false);
        goTo(History.NOON.plus(Duration.ofMinutes(9)));
        history.cluster.show(server, 1, ModelCluster.broken());
        history.cluster.freshGamesAre(new Unknown("nothing to see yet"));
        goTo(History.NOON.plus(Duration.ofMinutes(10)));
        history.clock.moveOn(Duration.ofMinutes(6));
        guild.tells(server, "terminate");
        history.settle();
        history.after(Duration.ofSeconds(6));
        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);
        assertThat(available()).isEqualTo(5_000 - 600);

        history.clock.stopAt(History.NOON.plus(Duration.ofHours(13)));
        history.round("sla-refunds");
        history.settle();

        assertThat(available()).isEqualTo(5_000 - 600 + 10);
    }

    @Test
    void aGameThatVanishesIsReplaced() {
        treasuryHas(5_000);
        var server = anActiveServer(10, false);
        history.cluster.lose(server, 1);

        history.sweep().settle();
        history.after(Duration.ofSeconds(6));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(server(server).game().generation()).isEqualTo(2);
        assertThat(history.cluster.gamesOf(server)).hasSize(1);
    }

    @Test
    void aGameThatNoServerWantsIsDeleted() {
        treasuryHas(5_000);
        var server = anActiveServer(10, false);
        var nobody = UUID.randomUUID();
        history.cluster.leaveBehind(nobody, 1);
        history.cluster.leaveBehind(server, 7);

        history.sweep();

        assertThat(history.cluster.gamesOf(nobody)).isEmpty();
        assertThat(history.cluster.gamesOf(server)).hasSize(1);
    }

    @Test
    void aClusterThatGivesNoAnswerBreaksNothingAndMoneyGoesOn() {
        treasuryHas(5_000);
        var server = anActiveServer(1, true);
        history.cluster.show(server, 1, new Unknown("silent"));

        for (int quarter = 0; quarter < 12; quarter++) {
            history.after(Duration.ofMinutes(15));
        }

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(server(server).game().generation()).isEqualTo(1);
        assertThat(server(server).paidUntil().orElseThrow()).isAfter(history.clock.instant());
    }

    @Test
    void dataIsKeptForAMonthAfterTheEnd() {
        treasuryHas(5_000);
        var server = anActiveServer(1, false);
        history.after(HOUR);
        history.after(Duration.ofSeconds(6));
        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);

        history.clock.moveOn(Duration.ofDays(29));
        history.sweep();
        assertThat(history.cluster.volumes()).contains(server);
        history.clock.moveOn(Duration.ofDays(2));
        history.sweep();
        assertThat(history.cluster.volumes()).doesNotContain(server);
    }

    private void goTo(Instant moment) {
        history.clock.stopAt(moment);
        history.settle();
    }
}
