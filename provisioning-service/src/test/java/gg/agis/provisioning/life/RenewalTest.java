package gg.agis.provisioning.life;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.BillingEvent.Charged;
import gg.agis.common.event.ProvisioningEvent.ChargeRequested;
import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import gg.agis.common.event.ProvisioningEvent.ServerEnded;
import gg.agis.common.event.ProvisioningEvent.ServerFundsMissing;
import gg.agis.common.event.ProvisioningEvent.ServerRenewed;
import gg.agis.common.event.ProvisioningEvent.ServerSuspended;
import gg.agis.common.event.ProvisioningEvent.ServerWarned;
import gg.agis.common.event.ProvisioningEvent.ServerWoken;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.cluster.Sighting.Coming;
import gg.agis.provisioning.cluster.Sighting.Running;
import gg.agis.provisioning.server.ServerState;
import gg.agis.sandbox.junit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Hour after hour: who pays goes on, who cannot is warned, suspended, woken or ended. */
@ProvisioningServiceTest
class RenewalTest extends Lives {

    @Test
    void theNextHourIsAskedForAQuarterOfAnHourAhead() {
        treasuryHas(1_000);
        var server = anActiveServer(1, true);
        var paidUntil = paidUntil(server);

        goTo(paidUntil.minus(Duration.ofMinutes(16)));
        assertThat(history.open()).isEmpty();
        history.clock.stopAt(paidUntil.minus(Duration.ofMinutes(15)));
        history.look();

        assertThat(history.open()).singleElement().isInstanceOfSatisfying(ChargeRequested.class, charge -> {
            assertThat(charge.amount()).isEqualTo(100);
            assertThat(charge.purpose()).isEqualTo("renew:" + paidUntil);
        });
        history.answer();
        assertThat(paidUntil(server)).isEqualTo(paidUntil.plus(HOUR));
        assertThat(history.facts(ServerRenewed.class)).hasSize(1);
        assertThat(available()).isEqualTo(300);
    }

    @Test
    void twoReplicasThatRenewAtTheSameSecondChargeOnce() {
        treasuryHas(1_000);
        var server = anActiveServer(1, true);
        history.clock.stopAt(paidUntil(server).minus(Duration.ofMinutes(15)));

        ProvisioningDriver.atOnce(4, () -> {
            history.round("servers");
            return guild.get("/api/servers/" + server, guild.member());
        });

        assertThat(history.open()).hasSize(1);
        history.settle();
        assertThat(available()).isEqualTo(300);
    }

    @Test
    void whatNobodyAnswersIsAskedEachMinuteAndChargedOnce() {
        treasuryHas(1_000);
        var server = anActiveServer(1, true);
        var paidUntil = paidUntil(server);
        history.clock.stopAt(paidUntil.minus(Duration.ofMinutes(15)));
        history.look();
        for (int minute = 0; minute < 5; minute++) {
            history.clock.moveOn(MINUTE);
            history.look();
        }

        assertThat(history.open()).hasSize(6);
        history.answer();

        assertThat(paidUntil(server)).isEqualTo(paidUntil.plus(HOUR));
        assertThat(available()).isEqualTo(300);
    }

    @Test
    void withoutAnAnswerItRunsOnForAnHourAndThatHourIsChargedWhenTheAnswerComes() {
        treasuryHas(1_000);
        var server = anActiveServer(1, true);
        var paidUntil = paidUntil(server);
        for (var at = paidUntil.minus(Duration.ofMinutes(15));
                at.isBefore(paidUntil.plus(HOUR));
                at = at.plus(MINUTE)) {
            history.clock.stopAt(at);
            history.look();
            assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        }
        history.clock.stopAt(paidUntil.plus(HOUR));
        history.look();
        assertThat(stateOf(server)).isEqualTo(ServerState.SUSPENDED);

        history.answer();

        assertThat(available()).isEqualTo(300);
        assertThat(paidUntil(server)).isEqualTo(paidUntil.plus(HOUR));
        // And then it wakes by itself, since there is money.
        history.after(Duration.ofMinutes(5));
        history.after(Duration.ofSeconds(6));
        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(available()).isEqualTo(200);
    }

    @Test
    void aPoorTreasuryIsWarnedSuspendedAndEndedAfterItsGrace() {
        treasuryHas(700);
        var server = anActiveServer(2, true);
        var paidUntil = paidUntil(server);
        history.ledger(guild.guild(), "server-start", -700, UUID.randomUUID());

        minutely(paidUntil);

        assertThat(history.facts(ServerWarned.class))
                .extracting(ServerWarned::minutesLeft)
                .containsExactly(60, 10);
        assertThat(stateOf(server)).isEqualTo(ServerState.SUSPENDED);
        assertThat(history.facts(ServerSuspended.class))
                .singleElement()
                .satisfies(
                        suspended -> assertThat(suspended.graceUntil()).isEqualTo(paidUntil.plus(Duration.ofDays(3))));
        assertThat(history.cluster.gamesOf(server)).isEmpty();

        history.after(Duration.ofDays(3));
        history.settle();

        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);
        assertThat(history.facts(ServerEnded.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.refund()).isZero());
        assertThat(history.billing.heldOf(guild.guild())).isZero();
    }

    @Test
    void aContributionAfterTheRefusalAndBeforeTheEndKeepsItRunning() {
        treasuryHas(600);
        var server = anActiveServer(1, true);
        var paidUntil = paidUntil(server);
        history.clock.stopAt(paidUntil.minus(Duration.ofMinutes(15)));
        history.settle();

        history.clock.moveOn(Duration.ofSeconds(20));
        treasuryHas(100);
        history.settle();

        assertThat(paidUntil(server)).isEqualTo(paidUntil.plus(HOUR));
        goTo(paidUntil);
        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
    }

    @Test
    void aContributionThatIsHeardOfBeforeTheRefusalIsNotForgotten() {
        treasuryHas(600);
        var server = anActiveServer(1, true);
        var paidUntil = paidUntil(server);
        history.clock.stopAt(paidUntil.minus(Duration.ofMinutes(15)));
        history.look();
        var refusal = history.billing.answer(history.open().getFirst()).orElseThrow();
        history.clock.moveOn(Duration.ofSeconds(1));
        treasuryHas(100);
        history.hear(refusal);

        history.settle();

        assertThat(paidUntil(server)).isEqualTo(paidUntil.plus(HOUR));
    }

    @Test
    void aSuspendedServerIsWokenByAContribution() {
        treasuryHas(600);
        var server = anActiveServer(1, true);
        goTo(paidUntil(server).minus(Duration.ofMinutes(15)));
        goTo(paidUntil(server));
        assertThat(stateOf(server)).isEqualTo(ServerState.SUSPENDED);

        history.clock.moveOn(Duration.ofHours(5));
        treasuryHas(250);
        history.settle();
        history.after(Duration.ofSeconds(6));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(history.facts(ServerWoken.class)).hasSize(1);
        assertThat(available()).isEqualTo(150);
        assertThat(server(server).game().generation()).isEqualTo(2);
        assertThat(history.cluster.gamesOf(server)).hasSize(1);
    }

    @Test
    void wakesThatFailAreTriedAgainLaterEachUnderAnotherRequest() {
        treasuryHas(600);
        var server = anActiveServer(1, true);
        goTo(paidUntil(server).minus(Duration.ofMinutes(15)));
        goTo(paidUntil(server));
        history.cluster.freshGamesAre(new Coming());
        treasuryHas(100);
        history.after(Duration.ofMinutes(5));
        assertThat(stateOf(server)).isEqualTo(ServerState.STARTING);

        history.after(Duration.ofMinutes(10));
        assertThat(stateOf(server)).isEqualTo(ServerState.SUSPENDED);
        assertThat(available()).isEqualTo(100);
        history.after(Duration.ofSeconds(50));
        assertThat(stateOf(server)).isEqualTo(ServerState.SUSPENDED);

        history.after(Duration.ofSeconds(70));
        history.cluster.freshGamesAre(new Running("10.0.0.9", 7_000, null));
        history.after(Duration.ofSeconds(10));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(available()).isZero();
    }

    @Test
    void aWakeStormIsOneWake() {
        treasuryHas(600);
        var server = anActiveServer(1, true);
        goTo(paidUntil(server).minus(Duration.ofMinutes(15)));
        goTo(paidUntil(server));
        history.billing.give(guild.guild(), 1_000);

        ProvisioningDriver.atOnce(20, () -> guild.post("/api/servers/" + server + "/wake", guild.member(), ""));

        assertThat(history.open()).filteredOn(HoldRequested.class::isInstance).hasSize(1);
        history.settle();
        history.after(Duration.ofSeconds(6));
        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(available()).isEqualTo(900);
    }

    @Test
    void terminatedWhileARenewalIsInFlightTheHourComesBack() {
        treasuryHas(1_000);
        var server = anActiveServer(1, true);
        history.clock.stopAt(paidUntil(server).minus(Duration.ofMinutes(15)));
        history.look();
        guild.tells(server, "terminate");
        history.look();
        assertThat(stateOf(server)).isEqualTo(ServerState.STOPPING);

        history.answer();
        history.after(Duration.ofSeconds(6));

        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);
        assertThat(available()).isEqualTo(400);
        assertThat(history.facts(ServerEnded.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.refund()).isEqualTo(100));
    }

    @Test
    void anHourThatIsPaidAfterTheEndComesBackAtOnce() {
        treasuryHas(600);
        var server = anActiveServer(1, true);
        history.clock.stopAt(paidUntil(server).minus(Duration.ofMinutes(15)));
        history.look();
        var first = history.open().getFirst();
        history.answer();
        guild.tells(server, "terminate");
        history.settle();
        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);

        // A second copy of the question comes to billing late, and there is money now.
        history.billing.give(guild.guild(), 100);
        history.billing.answer(first).ifPresent(history::hear);
        history.answer();

        assertThat(available()).isEqualTo(100);
        assertThat(history.billing.spentBy(guild.guild())).isEqualTo(600);
    }

    @Test
    void anExtensionIsPaidAtOnceAndFollowsOnWhatIsPaid() {
        treasuryHas(2_000);
        var server = anActiveServer(2, false);
        var paidUntil = paidUntil(server);

        var extended = guild.post("/api/servers/" + server + "/extend", guild.officer(), "key-1", "{\"hours\":3}");
        guild.post("/api/servers/" + server + "/extend", guild.officer(), "key-1", "{\"hours\":3}");
        history.settle();

        assertThat(extended.status()).isEqualTo(202);
        assertThat(paidUntil(server)).isEqualTo(paidUntil.plus(HOUR.multipliedBy(3)));
        assertThat(available()).isEqualTo(2_000 - 700 - 300);
    }

    @Test
    void anExtensionThatCannotBePaidIsToldAndForgotten() {
        treasuryHas(700);
        var server = anActiveServer(2, false);

        guild.extendsBy(server, 3);
        history.settle();

        assertThat(history.facts(ServerFundsMissing.class))
                .singleElement()
                .satisfies(missing -> assertThat(missing.missing()).isEqualTo(300));
        history.clock.moveOn(Duration.ofSeconds(1));
        treasuryHas(5_000);
        history.after(Duration.ofMinutes(6));
        assertThat(available()).isEqualTo(5_000);
    }

    @Test
    void whatDoesNotRenewItselfIsWarnedAndEndsWithItsHours() {
        treasuryHas(5_000);
        var server = anActiveServer(8, false);
        var paidUntil = paidUntil(server);

        minutely(paidUntil);
        history.after(Duration.ofSeconds(6));

        assertThat(history.facts(ServerWarned.class))
                .extracting(ServerWarned::minutesLeft)
                .containsExactly(360, 60, 10);
        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);
        assertThat(available()).isEqualTo(5_000 - 500 - 800);
    }

    @Test
    void anHourMoreIsWarnedOfAgain() {
        treasuryHas(5_000);
        var server = anActiveServer(2, false);
        minutely(paidUntil(server).minus(Duration.ofMinutes(5)));
        guild.extendsBy(server, 2);
        history.settle();

        minutely(paidUntil(server).minus(Duration.ofMinutes(5)));

        assertThat(history.facts(ServerWarned.class))
                .extracting(ServerWarned::minutesLeft)
                .containsExactly(60, 10, 60, 10);
    }

    @Test
    void aNewPriceCountsForHoursThatAreNotYetPaid() {
        treasuryHas(2_000);
        var server = anActiveServer(1, true);
        guild.put("/api/templates/minecraft-small/price", TestTokens.admin("1"), "{\"hourly\":250,\"setup\":500}");

        goTo(paidUntil(server).minus(Duration.ofMinutes(15)));

        assertThat(available()).isEqualTo(2_000 - 600 - 250);
        guild.put("/api/templates/minecraft-small/price", TestTokens.admin("1"), "{\"hourly\":100,\"setup\":500}");
    }

    @Test
    void aServerThatNobodyPlaysOnSleepsAndWakesAndGetsItsSleepBack() {
        guild.policy(
                "{\"autoApproveBelowGc\":0,\"approvalsNeeded\":1,\"serversMax\":5,\"hoursMax\":720,\"sleepAfterMinutes\":30,\"wakeOnDemand\":true}");
        treasuryHas(5_000);
        history.cluster.freshGamesAre(new Running("10.0.0.1", 7777, 2));
        var server = anActiveServer(10, false);
        history.after(Duration.ofMinutes(30));
        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        history.cluster.show(server, 1, new Running("10.0.0.1", 7777, 0));
        history.after(MINUTE);
        history.after(Duration.ofMinutes(31));
        assertThat(stateOf(server)).isEqualTo(ServerState.ASLEEP);
        history.settle();
        assertThat(history.cluster.gamesOf(server)).isEmpty();

        // Asleep since about 13:02 of an hour that began at noon; woken at about 16:30.
        history.after(Duration.ofMinutes(208));
        assertThat(guild.post("/api/servers/" + server + "/wake", guild.member(), "")
                        .status())
                .isEqualTo(202);
        history.settle();
        history.after(Duration.ofSeconds(6));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(available()).isEqualTo(5_000 - 1_500 + 200);
    }

    @Test
    void asleepPastWhatIsPaidItAsksNothingAndWakingHoldsAnHour() {
        guild.policy(
                "{\"autoApproveBelowGc\":0,\"approvalsNeeded\":1,\"serversMax\":5,\"hoursMax\":720,\"sleepAfterMinutes\":30,\"wakeOnDemand\":true}");
        treasuryHas(5_000);
        history.cluster.freshGamesAre(new Running("10.0.0.1", 7777, 0));
        var server = anActiveServer(1, true);
        history.after(MINUTE);
        history.after(Duration.ofMinutes(31));
        assertThat(stateOf(server)).isEqualTo(ServerState.ASLEEP);

        history.after(Duration.ofDays(2));
        assertThat(available()).isEqualTo(4_400);
        history.cluster.freshGamesAre(new Running("10.0.0.1", 7777, 1));
        guild.tells(server, "wake");
        history.settle();
        history.after(Duration.ofSeconds(6));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(available()).isEqualTo(4_300);
    }

    @Test
    void aLateAnswerToARenewalOfASuspendedServerGoesBackWhenTheHourHadNotBegun() {
        treasuryHas(600);
        var server = anActiveServer(1, true);
        history.clock.stopAt(paidUntil(server).minus(Duration.ofMinutes(15)));
        history.look();
        var asked = (ChargeRequested) history.open().getFirst();
        history.answer();
        history.clock.stopAt(paidUntil(server));
        history.look();
        assertThat(stateOf(server)).isEqualTo(ServerState.SUSPENDED);

        history.billing.give(guild.guild(), 100);
        history.billing.answer(asked);
        history.hear(new Charged(asked.requestId(), 100));
        history.answer();

        assertThat(history.billing.spentBy(guild.guild())).isEqualTo(600);
    }

    private Instant paidUntil(UUID server) {
        return server(server).paidUntil().orElseThrow();
    }

    private void goTo(Instant moment) {
        history.clock.stopAt(moment);
        history.settle();
    }

    private void minutely(Instant until) {
        for (var at = history.clock.instant(); !at.isAfter(until); at = at.plus(MINUTE)) {
            goTo(at);
        }
        goTo(until);
    }
}
