package gg.agis.billing.reward;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ConversionFixture;
import gg.agis.common.event.AdsEvent.OfConversion;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestTokens;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@BillingServiceTest
class RewardTest {

    private static final String HELD = "ads.conversion-held.v1";
    private static final String REWARDED = "ads.conversion-rewarded.v1";
    private static final String REJECTED = "ads.conversion-rejected.v1";
    private static final String REVERSED = "ads.conversion-reversed.v1";
    private static final String CHANGED = "billing.balance-changed.v1";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final String player = BillingDriver.someSnowflake();
    private final String guild = BillingDriver.someSnowflake();
    private final ConversionFixture conversion = aConversionBy(player).forGuild(guild);
    private BillingDriver billing;

    @BeforeEach
    void drive() {
        billing = new BillingDriver(port);
    }

    @Test
    void whatAConversionEarnsArrivesInTheWallet(RecordedEvents kafka) {
        BillingDriver.send(conversion.rewarded(50));
        BillingDriver.send(aConversionBy(player).rewarded(30));

        awaitWallet(80, 0);
        kafka.expects(REWARDED, REWARDED, CHANGED, CHANGED).andNothingElse();
        assertThat(changesOf("player:" + player, kafka))
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
        assertThat(treasury()).isEqualTo(14);
        kafka.expects(REWARDED, CHANGED, CHANGED).andNothingElse();
        assertThat(changesOf("player:" + player, kafka)).containsExactly(tuple("ad-reward", 85L));
        assertThat(changesOf("guild:" + guild, kafka)).containsExactly(tuple("guild-tax", 14L));
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

        BillingDriver.send(aConversionBy(player).rewarded(100));

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
        assertThat(treasury()).isEqualTo(10);
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
    void aChargebackTakesBackEveryPartOfTheReward(RecordedEvents kafka) {
        tax(1_000);
        BillingDriver.send(conversion.rewarded(100));
        awaitWallet(90, 0);
        tax(0);

        BillingDriver.send(conversion.reversed(100));

        awaitWallet(0, 0);
        assertThat(treasury()).isZero();
        kafka.expects(REWARDED, REVERSED, CHANGED, CHANGED, CHANGED, CHANGED).andNothingElse();
        assertThat(changesOf("player:" + player, kafka))
                .containsExactly(tuple("ad-reward", 90L), tuple("ad-reversal", -90L));
        assertThat(changesOf("guild:" + guild, kafka))
                .containsExactly(tuple("guild-tax", 10L), tuple("ad-reversal", -10L));
    }

    @Test
    void aChargebackMayLeaveLessThanNothingBehind() {
        BillingDriver.send(conversion.rewarded(100));
        awaitWallet(100, 0);
        give(60);

        BillingDriver.send(conversion.reversed(100));

        awaitWallet(-60, 0);
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
        BillingDriver.send(aConversionBy(player).rewarded(5));

        awaitDeadLetters(2);
        assertWallet(0, 0);
    }

    @Test
    void aChargebackOfNothingEndsWhatIsPending(RecordedEvents kafka) {
        BillingDriver.send(conversion.held(50));
        awaitWallet(0, 50);

        BillingDriver.send(conversion.reversed(0));

        awaitWallet(0, 0);
        kafka.expects(HELD, REVERSED).andNothingElse();
    }

    @Test
    void whatIsHeldIsPendingUntilItIsRewarded(RecordedEvents kafka) {
        BillingDriver.send(conversion.held(50));
        awaitWallet(0, 50);
        BillingDriver.send(aConversionBy(player).held(7));
        awaitWallet(0, 57);

        BillingDriver.send(conversion.rewarded(50));

        awaitWallet(50, 7);
        kafka.expects(HELD, HELD, REWARDED, CHANGED).andNothingElse();
    }

    @Test
    void whatIsHeldIsPendingUntilItIsRejected(RecordedEvents kafka) {
        BillingDriver.send(conversion.held(50));
        awaitWallet(0, 50);

        BillingDriver.send(conversion.rejected());

        awaitWallet(0, 0);
        kafka.expects(HELD, REJECTED).andNothingElse();
    }

    static Stream<List<Fact>> lateAndRepeated() {
        return Stream.of(
                List.of(Fact.REWARDED, Fact.HELD),
                List.of(Fact.REJECTED, Fact.HELD),
                List.of(Fact.HELD, Fact.REJECTED, Fact.HELD),
                List.of(Fact.HELD, Fact.REWARDED, Fact.HELD, Fact.REWARDED),
                List.of(Fact.REJECTED, Fact.HELD, Fact.REWARDED, Fact.HELD),
                List.of(Fact.HELD, Fact.REJECTED, Fact.REWARDED, Fact.REVERSED, Fact.HELD),
                List.of(Fact.REWARDED, Fact.REVERSED, Fact.HELD, Fact.REVERSED, Fact.REWARDED, Fact.REJECTED));
    }

    @ParameterizedTest
    @MethodSource("lateAndRepeated")
    void whatHasEndedNeverPendsAgain(List<Fact> facts) {
        facts.forEach(fact -> BillingDriver.send(fact.of(conversion)));

        awaitEverythingReceived();

        long left = facts.contains(Fact.REWARDED) && !facts.contains(Fact.REVERSED) ? 50 : 0;
        assertWallet(left + 1, 0);
    }

    @ParameterizedTest
    @MethodSource("lateAndRepeated")
    void whatHasEndedNeverPendsAgainThoughEachFactComesAlone(List<Fact> facts) {
        long received = 0;
        for (var fact : facts) {
            BillingDriver.send(fact.of(conversion));
            BillingDriver.send(aConversionBy(player).rewarded(1));
            long soFar = ++received;
            await().untilAsserted(() -> assertThat(transfersOfOne()).isEqualTo(soFar));
        }

        long left = facts.contains(Fact.REWARDED) && !facts.contains(Fact.REVERSED) ? 50 : 0;
        assertWallet(left + received, 0);
    }

    enum Fact {
        HELD,
        REWARDED,
        REJECTED,
        REVERSED;

        OfConversion of(ConversionFixture conversion) {
            return switch (this) {
                case HELD -> conversion.held(50);
                case REWARDED -> conversion.rewarded(50);
                case REJECTED -> conversion.rejected();
                case REVERSED -> conversion.reversed(50);
            };
        }
    }

    private void tax(int taxBp) {
        var officer = TestTokens.player(player).officerOf(guild);
        assertThat(billing.put("/api/treasuries/" + guild + "/settings", officer, "{\"taxBp\":" + taxBp + "}")
                        .status())
                .isEqualTo(200);
    }

    private void give(long amount) {
        var member = TestTokens.player(player).memberOf(guild);
        var body = "{\"guildId\":\"%s\",\"amount\":%d}".formatted(guild, amount);
        assertThat(billing.post("/api/wallets/" + player + "/contributions", member, body)
                        .status())
                .isEqualTo(201);
    }

    /** Facts of one player come in order: when this one is there, all before it have been received. */
    private void awaitEverythingReceived() {
        BillingDriver.send(aConversionBy(player).rewarded(1));
        await().untilAsserted(() -> assertThat(transfersOfOne()).isEqualTo(1));
    }

    private long transfersOfOne() {
        return jdbc.sql("SELECT count(*) FROM postings JOIN accounts USING (account_id) WHERE owner = ? AND amount = 1")
                .param("player:" + player)
                .query(Long.class)
                .single();
    }

    private void awaitWallet(long available, long pending) {
        await().untilAsserted(() -> assertWallet(available, pending));
    }

    private void assertWallet(long available, long pending) {
        var wallet =
                billing.get("/api/wallets/" + player, TestTokens.player(player)).json();
        assertThat(tuple(
                        wallet.path("available").asLong(),
                        wallet.path("pending").asLong()))
                .isEqualTo(tuple(available, pending));
    }

    private long treasury() {
        return billing.get("/api/treasuries/" + guild, TestTokens.player(player).memberOf(guild))
                .json()
                .path("available")
                .asLong();
    }

    private void awaitDeadLetters(int expected) {
        await().untilAsserted(() -> assertThat(jdbc.sql("SELECT count(*) FROM dead_letters WHERE key = ?")
                        .param(player)
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
