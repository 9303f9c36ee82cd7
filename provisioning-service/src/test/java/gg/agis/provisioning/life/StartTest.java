package gg.agis.provisioning.life;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.BillingEvent.FundsHeld;
import gg.agis.common.event.BillingEvent.HoldPosted;
import gg.agis.common.event.BillingEvent.HoldVoided;
import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import gg.agis.common.event.ProvisioningEvent.HoldSettled;
import gg.agis.common.event.ProvisioningEvent.ServerApproved;
import gg.agis.common.event.ProvisioningEvent.ServerEnded;
import gg.agis.common.event.ProvisioningEvent.ServerFailed;
import gg.agis.common.event.ProvisioningEvent.ServerFundsMissing;
import gg.agis.common.event.ProvisioningEvent.ServerStarted;
import gg.agis.common.id.MadeId;
import gg.agis.provisioning.History;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ModelCluster;
import gg.agis.provisioning.ProvisioningDriver;
import gg.agis.provisioning.ProvisioningDriver.Answer;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.cluster.Sighting.Coming;
import gg.agis.provisioning.cluster.Sighting.Running;
import gg.agis.provisioning.server.ServerState;
import gg.agis.sandbox.junit.TestTokens;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From the wish to a running server, or to the GC being back. */
@ProvisioningServiceTest
class StartTest extends Lives {

    @Test
    void aServerIsActiveOnlyWhenItIsPaidAndWhatItDoesNotUseComesBack() {
        treasuryHas(2_000);

        var server = guild.asksFor("minecraft-small", 10, false);
        assertThat(stateOf(server)).isEqualTo(ServerState.REQUESTED);
        guild.approves(server);
        history.look();
        assertThat(stateOf(server)).isEqualTo(ServerState.FUNDING);
        assertThat(history.open()).singleElement().isInstanceOfSatisfying(HoldRequested.class, hold -> {
            assertThat(hold.amount()).isEqualTo(1_500);
            assertThat(hold.purpose()).isEqualTo("start");
            assertThat(hold.expiresAt()).isEqualTo(History.NOON.plus(Duration.ofMinutes(40)));
        });
        history.answer().look();
        history.clock.moveOn(Duration.ofSeconds(6));
        history.look();
        assertThat(stateOf(server)).isEqualTo(ServerState.STARTING);
        assertThat(history.open()).singleElement().isInstanceOfSatisfying(HoldSettled.class, use -> {
            assertThat(use.outcome()).isEqualTo("use");
            assertThat(use.used()).isEqualTo(1_500);
        });
        history.answer();

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(history.facts(ServerStarted.class)).singleElement().satisfies(started -> {
            assertThat(started.address()).isEqualTo("10.0.0.1");
            assertThat(started.port()).isEqualTo(7777);
            assertThat(started.hourly()).isEqualTo(100);
            assertThat(started.paidUntil()).isEqualTo(history.clock.instant().plus(Duration.ofHours(10)));
        });
        var view = guild.get("/api/servers/" + server, guild.member()).json();
        assertThat(view.path("address").asString()).isEqualTo("10.0.0.1");
        assertThat(view.path("state").asString()).isEqualTo("active");

        history.after(Duration.ofMinutes(150));
        assertThat(guild.tells(server, "terminate").status()).isEqualTo(200);
        history.settle();

        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);
        assertThat(history.facts(ServerEnded.class)).singleElement().satisfies(ended -> {
            assertThat(ended.unusedHours()).isEqualTo(7);
            assertThat(ended.refund()).isEqualTo(700);
        });
        assertThat(available()).isEqualTo(2_000 - 500 - 300);
        assertThat(history.cluster.gamesOf(server)).isEmpty();
        assertThat(guild.tells(server, "terminate").status()).isEqualTo(200);
        assertThat(guild.approves(server).code()).isEqualTo("invalid-state");
    }

    @Test
    void tenApprovalsAtOnceMakeOneServer() {
        treasuryHas(10_000);
        guild.policy(
                "{\"autoApproveBelowGc\":0,\"approvalsNeeded\":3,\"serversMax\":5,\"hoursMax\":720,\"wakeOnDemand\":true}");
        var server = guild.asksFor("minecraft-small", 10, false);
        var officers = IntStream.range(0, 10).mapToObj(guild::officer).iterator();

        var answers = ProvisioningDriver.atOnce(10, () -> {
            TestTokens.Caller officer;
            synchronized (officers) {
                officer = officers.next();
            }
            return guild.post("/api/servers/" + server + "/approve", officer, "");
        });
        history.settle();

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(history.facts(ServerApproved.class))
                .extracting(ServerApproved::given)
                .containsExactly(1, 2, 3);
        assertThat(history.cluster.gamesOf(server)).hasSize(1);
        assertThat(available()).isEqualTo(8_500);
    }

    @Test
    void oneOfficerCountsOnce() {
        guild.policy(
                "{\"autoApproveBelowGc\":0,\"approvalsNeeded\":2,\"serversMax\":5,\"hoursMax\":720,\"wakeOnDemand\":true}");
        var server = guild.asksFor("minecraft-small", 10, false);

        guild.approves(server);
        guild.approves(server);

        assertThat(stateOf(server)).isEqualTo(ServerState.REQUESTED);
    }

    @Test
    void whatIsCheapNeedsNobodysApproval() {
        treasuryHas(1_000);
        guild.policy(
                "{\"autoApproveBelowGc\":601,\"approvalsNeeded\":2,\"serversMax\":5,\"hoursMax\":720,\"wakeOnDemand\":true}");

        var server = guild.asksFor("minecraft-small", 1, false);
        history.settle();
        history.after(Duration.ofSeconds(6));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
    }

    @Test
    void aStartThatCannotBePaidWaitsSaysSoOnceAndAsksWhenSomebodyGives() {
        var server = anApprovedServer(10, false);
        history.settle();
        history.after(Duration.ofMinutes(5));

        assertThat(stateOf(server)).isEqualTo(ServerState.FUNDING);
        assertThat(history.facts(ServerFundsMissing.class))
                .singleElement()
                .satisfies(missing -> assertThat(missing.missing()).isEqualTo(1_500));

        history.clock.moveOn(Duration.ofSeconds(10));
        treasuryHas(1_500);
        history.settle();
        history.after(Duration.ofSeconds(6));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(available()).isZero();
    }

    @Test
    void aStartThatNobodyPaysForFailsAfterADay() {
        var server = anApprovedServer(10, false);
        history.settle();

        history.after(Duration.ofDays(1));

        assertThat(stateOf(server)).isEqualTo(ServerState.FAILED);
        assertThat(history.facts(ServerFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo("funds-missing"));
        // However late somebody gives: it was released, and is never held again.
        treasuryHas(5_000);
        history.settle();
        assertThat(available()).isEqualTo(5_000);
    }

    @Test
    void aGameThatIsNotReadyInTimeIsDeletedAndItsMoneyReleased() {
        treasuryHas(2_000);
        history.cluster.freshGamesAre(new Coming());
        var server = anApprovedServer(10, false);
        history.settle();

        history.after(Duration.ofMinutes(10));

        assertThat(stateOf(server)).isEqualTo(ServerState.FAILED);
        assertThat(available()).isEqualTo(2_000);
        assertThat(history.cluster.gamesOf(server)).isEmpty();
    }

    @Test
    void aGameThatBreaksTwiceWhileStartingHasFailed() {
        treasuryHas(2_000);
        history.cluster.freshGamesAre(ModelCluster.broken());
        var server = anApprovedServer(10, false);

        history.settle();
        history.after(Duration.ofSeconds(10));
        history.after(Duration.ofSeconds(10));

        assertThat(stateOf(server)).isEqualTo(ServerState.FAILED);
        assertThat(server(server).game().generation()).isEqualTo(2);
        assertThat(available()).isEqualTo(2_000);
        assertThat(history.cluster.gamesOf(server)).isEmpty();
    }

    @Test
    void aHoldThatRunsOutBeforeItIsUsedDeletesTheGame() {
        treasuryHas(2_000);
        history.cluster.freshGamesAre(new Coming());
        var server = anApprovedServer(10, false);
        history.settle();
        var request = MadeId.requestId(server, "start");

        history.billing.expire(request);
        history.hear(new HoldVoided(request, "expired"));
        history.settle();

        assertThat(stateOf(server)).isEqualTo(ServerState.FAILED);
        assertThat(history.cluster.gamesOf(server)).isEmpty();
        assertThat(available()).isEqualTo(2_000);
    }

    @Test
    void aUseThatArrivesAfterTheHoldsExpiryIsPaidAnewAndComesBackIfTheServerIsGone() {
        treasuryHas(2_000);
        var server = anApprovedServer(10, false);
        history.look().answer().look();
        history.clock.moveOn(Duration.ofSeconds(6));
        history.look();
        var request = MadeId.requestId(server, "start");

        // The hold runs out while our use of it is on its way; billing tells of both, in this order.
        history.billing.expire(request);
        history.hear(new HoldVoided(request, "expired"));
        history.settle();
        history.settle();

        assertThat(stateOf(server)).isEqualTo(ServerState.FAILED);
        assertThat(available()).isEqualTo(2_000);
        assertThat(history.billing.spentBy(guild.guild())).isZero();
        assertThat(history.cluster.gamesOf(server)).isEmpty();
    }

    @Test
    void whatIsHeldWhenNobodyWantsItAnyMoreIsReleased() {
        treasuryHas(2_000);
        var server = anApprovedServer(10, false);
        history.look();
        guild.tells(server, "terminate");

        history.settle();

        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);
        assertThat(available()).isEqualTo(2_000);
        assertThat(history.billing.heldOf(guild.guild())).isZero();
    }

    @Test
    void terminatedWhileItsUseIsOnTheWayAllOfItComesBack() {
        treasuryHas(2_000);
        var server = anApprovedServer(10, false);
        history.look().answer().look();
        history.clock.moveOn(Duration.ofSeconds(6));
        history.look();

        guild.tells(server, "terminate");
        assertThat(stateOf(server)).isEqualTo(ServerState.STOPPING);
        history.settle();

        assertThat(stateOf(server)).isEqualTo(ServerState.ENDED);
        assertThat(available()).isEqualTo(2_000);
    }

    @Test
    void answersThatComeAgainOrTooLateChangeNothing() {
        treasuryHas(2_000);
        var server = anActiveServer(10, false);
        var request = MadeId.requestId(server, "start");
        long stated = history.facts().size();

        history.hear(new HoldPosted(request, 1_500, 0));
        history.hear(new HoldVoided(request, "released"));
        history.hear(new FundsHeld(request, "guild:" + guild.guild(), 1_500, History.NOON));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(history.facts()).hasSize((int) stated);
        assertThat(history.open()).isEmpty();
    }

    @Test
    void aNameThatBelongsToSomethingDyingIsNotTaken() {
        treasuryHas(2_000);
        var server = anApprovedServer(10, false);
        history.cluster.isDying(server, 1);

        history.settle();
        history.after(Duration.ofSeconds(10));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(server(server).game().generation()).isEqualTo(2);
    }

    @Test
    void aPriceThatChangesBetweenAskingAndAskingAgainDoesNotChangeWhatIsAsked() {
        var server = anApprovedServer(10, false);
        history.settle();
        guild.put("/api/templates/minecraft-small/price", TestTokens.admin("1"), "{\"hourly\":900,\"setup\":900}");
        history.clock.moveOn(Duration.ofSeconds(1));
        treasuryHas(1_500);

        history.settle();
        history.after(Duration.ofSeconds(10));

        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(available()).isZero();
        guild.put("/api/templates/minecraft-small/price", TestTokens.admin("1"), "{\"hourly\":100,\"setup\":500}");
    }

    @Test
    void aWishThatNobodyDecidesOnIsRefusedInTheEnd() {
        var server = guild.asksFor("minecraft-small", 10, false);

        history.after(Duration.ofDays(7));

        assertThat(stateOf(server)).isEqualTo(ServerState.REFUSED);
    }

    @Test
    void twoReplicasThatLookAtTheSameTimeMakeOneGame() {
        treasuryHas(2_000);
        var server = anApprovedServer(10, false);
        history.look().answer();

        ProvisioningDriver.atOnce(4, () -> {
            history.round("servers");
            return guild.get("/api/servers/" + server, guild.member());
        });
        history.after(Duration.ofSeconds(6));

        assertThat(history.cluster.gamesOf(server)).hasSize(1);
        assertThat(stateOf(server)).isEqualTo(ServerState.ACTIVE);
        assertThat(available()).isEqualTo(500);
    }

    @Test
    void aReadyGameIsNotActiveBeforeBillingSaysThatItIsPaid() {
        treasuryHas(2_000);
        var server = anApprovedServer(10, false);
        history.look().answer();
        history.cluster.show(server, 1, new Running("10.0.0.2", 7_000, 3));
        history.after(Duration.ZERO);
        history.look();

        assertThat(history.server(server).paidUntil().isPresent()).isEqualTo(stateOf(server) == ServerState.ACTIVE);
    }

    @Test
    void otherGuildsSeeNothingOfIt() {
        UUID server = guild.asksFor("minecraft-small", 10, false);

        assertThat(guild.get("/api/servers/" + server, ProvisioningDriver.stranger())
                        .status())
                .isEqualTo(404);
        assertThat(guild.post("/api/servers/" + server + "/approve", ProvisioningDriver.stranger(), "")
                        .status())
                .isEqualTo(404);
        assertThat(guild.post("/api/servers/" + server + "/approve", guild.member(), "")
                        .code())
                .isEqualTo("guild-role-required");
    }
}
