package gg.agis.billing.reward;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static gg.agis.billing.ServerFixture.aServerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestTokens;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RewardTest extends RewardScenario {

    @Test
    void whatAConversionEarnsArrivesInTheWallet(RecordedEvents kafka) {
        BillingDriver.send(conversion.rewarded(50));
        BillingDriver.send(aConversionBy(anna.player()).rewarded(30));

        awaitWallet(80, 0);
        kafka.expects(REWARDED, REWARDED, CHANGED, CHANGED).andNothingElse();
        assertThat(changesOf("player:" + anna.player(), kafka))
                .containsExactly(tuple("ad-reward", 50L), tuple("ad-reward", 30L));
    }

    @Test
    void aDeliveryThatComesAgainChangesNothing(RecordedEvents kafka) {
        var delivery = UUID.randomUUID();
        BillingDriver.send(delivery, conversion.rewarded(50));
        BillingDriver.send(delivery, conversion.rewarded(50));

        awaitEverythingReceived();

        assertWallet(51, 0);
        kafka.expects(REWARDED, REWARDED, REWARDED, CHANGED, CHANGED).andNothingElse();
    }

    @Test
    void aRewardOfNothingMovesNothing(RecordedEvents kafka) {
        BillingDriver.send(conversion.rewarded(0));

        awaitEverythingReceived();

        assertWallet(1, 0);
        kafka.expects(REWARDED, REWARDED, CHANGED).andNothingElse();
    }

    @Test
    void theGuildGetsItsTaxInTheSameTransfer(RecordedEvents kafka) {
        tax(1_500);

        BillingDriver.send(conversion.rewarded(99));

        awaitWallet(85, 0);
        assertThat(anna.availableToTheGuild()).isEqualTo(14);
        kafka.expects(REWARDED, CHANGED, CHANGED).andNothingElse();
        assertThat(changesOf("player:" + anna.player(), kafka)).containsExactly(tuple("ad-reward", 85L));
        assertThat(changesOf("guild:" + anna.guild(), kafka)).containsExactly(tuple("guild-tax", 14L));
        assertThat(kafka.ofType(CHANGED).stream()
                        .map(fact -> json(fact).path("transferId").asString())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aTaxOfLessThanOneIsNone(RecordedEvents kafka) {
        tax(1_000);

        BillingDriver.send(conversion.rewarded(9));

        awaitWallet(9, 0);
        kafka.expects(REWARDED, CHANGED).andNothingElse();
    }

    @Test
    void whoEarnsForNoGuildPaysNoTax(RecordedEvents kafka) {
        tax(5_000);

        BillingDriver.send(aConversionBy(anna.player()).rewarded(100));

        awaitWallet(100, 0);
        kafka.expects(REWARDED, CHANGED).andNothingElse();
    }

    @Test
    void theSameConversionIsCreditedOnceThoughTheTaxHasChanged(RecordedEvents kafka) {
        tax(1_000);
        BillingDriver.send(conversion.rewarded(100));
        awaitWallet(90, 0);
        tax(5_000);

        BillingDriver.send(conversion.rewarded(100));
        awaitEverythingReceived();

        assertWallet(91, 0);
        assertThat(anna.availableToTheGuild()).isEqualTo(10);
        kafka.expects(REWARDED, REWARDED, REWARDED, CHANGED, CHANGED, CHANGED).andNothingElse();
    }

    @Test
    void theSameConversionWithAnotherRewardIsPoison() {
        BillingDriver.send(conversion.rewarded(100));
        BillingDriver.send(conversion.rewarded(101));

        awaitDeadLetters(1);
        assertWallet(100, 0);
    }

    @Test
    void aRewardOfLessThanNothingIsPoison() {
        BillingDriver.send(conversion.rewarded(-5));

        awaitDeadLetters(1);
        assertWallet(0, 0);
    }

    @Test
    void aChargebackTakesBackEveryPartOfTheReward(RecordedEvents kafka) {
        tax(1_000);
        BillingDriver.send(conversion.rewarded(100));
        awaitWallet(90, 0);
        tax(0);

        BillingDriver.send(conversion.reversed(100));

        awaitWallet(0, 0);
        assertThat(anna.availableToTheGuild()).isZero();
        kafka.expects(REWARDED, REVERSED, CHANGED, CHANGED, CHANGED, CHANGED).andNothingElse();
        assertThat(changesOf("player:" + anna.player(), kafka))
                .containsExactly(tuple("ad-reward", 90L), tuple("ad-reversal", -90L));
        assertThat(changesOf("guild:" + anna.guild(), kafka))
                .containsExactly(tuple("guild-tax", 10L), tuple("ad-reversal", -10L));
    }

    @Test
    void aChargebackMayLeaveLessThanNothingBehind() {
        BillingDriver.send(conversion.rewarded(100));
        awaitWallet(100, 0);
        assertThat(anna.gives(60).status()).isEqualTo(201);

        BillingDriver.send(conversion.reversed(100));

        awaitWallet(-60, 0);
    }

    @Test
    void aChargebackLeavesWhatIsHeldAlone() {
        tax(1_000);
        BillingDriver.send(conversion.rewarded(100));
        awaitWallet(90, 0);
        var server = aServerOf(anna.guild());
        BillingDriver.send(server.holdRequested(10));
        await().untilAsserted(() -> assertTreasury(0, 10));

        BillingDriver.send(conversion.reversed(100));

        awaitWallet(0, 0);
        assertTreasury(-10, 10);
    }

    @Test
    void aSecondChargebackIsHarmless(RecordedEvents kafka) {
        BillingDriver.send(conversion.rewarded(100));
        BillingDriver.send(conversion.reversed(100));
        BillingDriver.send(conversion.reversed(100));
        BillingDriver.send(conversion.reversed(100, UUID.randomUUID()));

        awaitEverythingReceived();

        assertWallet(1, 0);
        kafka.expects(REWARDED, REVERSED, REVERSED, REVERSED, REWARDED, CHANGED, CHANGED, CHANGED)
                .andNothingElse();
    }

    @Test
    void aChargebackOfWhatWasNeverCreditedIsPoisonAndWhatFollowsWaits() {
        BillingDriver.send(conversion.reversed(100));
        BillingDriver.send(aConversionBy(anna.player()).rewarded(5));

        awaitDeadLetters(2);
        assertWallet(0, 0);
    }

    private void tax(int taxBp) {
        var officer = TestTokens.player(anna.player()).officerOf(anna.guild());
        assertThat(anna.billing()
                        .put(anna.treasury() + "/settings", officer, "{\"taxBp\":" + taxBp + "}")
                        .status())
                .isEqualTo(200);
    }

    private void assertTreasury(long available, long held) {
        var treasury = anna.asks(anna.treasury()).json();
        assertThat(tuple(
                        treasury.path("available").asLong(),
                        treasury.path("held").asLong()))
                .isEqualTo(tuple(available, held));
    }

    private void awaitDeadLetters(int expected) {
        await().untilAsserted(() -> assertThat(jdbc.sql("SELECT count(*) FROM dead_letters WHERE key = ?")
                        .param(anna.player())
                        .query(Integer.class)
                        .single())
                .isEqualTo(expected));
    }

    private static List<Tuple> changesOf(String owner, RecordedEvents kafka) {
        return kafka.ofType(CHANGED).stream()
                .filter(fact -> fact.key().equals(owner))
                .map(RewardTest::json)
                .map(fact ->
                        tuple(fact.path("kind").asString(), fact.path("amount").asLong()))
                .toList();
    }

    private static JsonNode json(RecordedEvents.Recorded fact) {
        return JsonMapper.shared().readTree(fact.json());
    }
}
