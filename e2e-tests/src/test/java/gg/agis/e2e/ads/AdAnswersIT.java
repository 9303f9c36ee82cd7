package gg.agis.e2e.ads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.e2e.Answer;
import gg.agis.e2e.Callback;
import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import gg.agis.e2e.WithSuite;
import gg.agis.e2e.faults.Topic;
import gg.agis.e2e.faults.Topic.Fact;
import gg.agis.sandbox.stack.Caller;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Everything that a callback can become, from the network's side, the player's and the operator's. */
@WithSuite
@Order(2)
class AdAnswersIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final String transaction = UUID.randomUUID().toString();
    private final Caller mod = Caller.mod(Players.unknown());
    private String player = "";

    @BeforeEach
    void somebodyConsents(Suite suite) {
        player = Players.withConsent(suite);
    }

    @Test
    void creditedIsInTheWalletAndExplained(Suite suite) throws IOException {
        String guild = Players.unknown();

        var answer = report(suite, Map.of("custom_2", guild, "offer_name", "A * b ~ c+d é"));

        assertThat(answer.word()).isEqualTo("credited");
        walletBecomes(suite, 360, 0);
        var conversion = conversion(suite, answer);
        assertThat(conversion.path("status").asString()).isEqualTo("rewarded");
        assertThat(conversion.path("guildId").asString()).isEqualTo(guild);
        assertThat(conversion.path("rewardGc").asLong()).isEqualTo(360);
        assertThat(conversion.path("factors").path("tierBp").asInt()).isEqualTo(10_000);
        assertThat(conversion.toString()).contains("A * b ~ c+d é").doesNotContain("token");
        var transfer = suite.door()
                .get(
                        "/api/ledger/transfers/" + conversion.path("transferId").asString(),
                        Caller.admin(Players.unknown()));
        assertThat(transfer.status()).as("%s", transfer).isEqualTo(200);
        assertThat(transfer.body()).contains("ad-reward");
    }

    @Test
    void aboveTheDailyCapTheRestIsLost(Suite suite) throws IOException {
        var answer = report(suite, Map.of("currency_amount", "25000"));

        assertThat(answer.word()).isEqualTo("credited");
        walletBecomes(suite, 20_000, 0);
        assertThat(conversion(suite, answer).path("factors").path("cappedGc").asLong())
                .isEqualTo(5_000);
    }

    @Test
    void heldIsPendingUntilAnOperatorApproves(Suite suite) throws IOException {
        var answer = report(suite, suspicious());

        assertThat(answer.word()).isEqualTo("held");
        walletBecomes(suite, 0, 360);
        assertThat(conversion(suite, answer).path("reasons").toString()).contains("payout_mismatch");
        assertThat(decide(suite, answer, "approve", Caller.player(player)).status())
                .isIn(403, 404);

        assertThat(decide(suite, answer, "approve", mod).status()).isEqualTo(200);

        walletBecomes(suite, 360, 0);
        assertThat(conversion(suite, answer).path("status").asString()).isEqualTo("rewarded");
    }

    @Test
    void heldIsNothingWhenAnOperatorRefuses(Suite suite) throws IOException {
        var answer = report(suite, suspicious());
        walletBecomes(suite, 0, 360);

        assertThat(decide(suite, answer, "reject", mod).status()).isEqualTo(200);

        walletBecomes(suite, 0, 0);
        assertThat(conversion(suite, answer).path("status").asString()).isEqualTo("rejected");
    }

    @Test
    void tooSuspiciousIsRejectedWithItsReasons(Suite suite) throws IOException {
        var parameters = new LinkedHashMap<>(suspicious());
        parameters.put("click_date", DATE.format(Instant.now()));

        var answer = report(suite, parameters);

        assertThat(answer.word()).isEqualTo("rejected");
        assertThat(conversion(suite, answer).path("reasons").toString()).contains("payout_mismatch", "too_fast");
        factsBecome(suite, "ads.conversion-rejected.v1");
        assertWallet(suite, 0, 0);
    }

    @Test
    void withoutConsentNothingIsKept(Suite suite) throws IOException {
        suite.door().consent(player, false);

        assertThat(report(suite, Map.of()).word()).isEqualTo("rejected");

        assertThat(conversions(suite)).isEmpty();
        assertWallet(suite, 0, 0);
        assertThat(report(suite, Map.of()).word()).isEqualTo("duplicate");
    }

    @Test
    void aDuplicateWithAnotherAmountLeavesTheFirst(Suite suite) throws IOException {
        var first = report(suite, Map.of());

        var second = report(suite, Map.of("currency_amount", "9000"));

        assertThat(second.word()).isEqualTo("duplicate");
        assertThat(second.json().path("conversionId")).isEqualTo(first.json().path("conversionId"));
        walletBecomes(suite, 360, 0);
        assertThat(conversion(suite, first).path("rewardGc").asLong()).isEqualTo(360);
    }

    @Test
    void aChargebackTakesBackWhatWasCredited(Suite suite) throws IOException {
        report(suite, Map.of());
        walletBecomes(suite, 360, 0);

        assertThat(chargeBack(suite).word()).isEqualTo("reversed");
        assertThat(chargeBack(suite).word()).isEqualTo("duplicate");

        walletBecomes(suite, 0, 0);
        factsBecome(suite, "ads.conversion-rewarded.v1", "ads.conversion-reversed.v1");
    }

    @Test
    void aChargebackEndsWhatWasHeld(Suite suite) throws IOException {
        report(suite, suspicious());
        walletBecomes(suite, 0, 360);

        assertThat(chargeBack(suite).word()).isEqualTo("reversed");

        walletBecomes(suite, 0, 0);
    }

    @Test
    void aChargebackBeforeItsOriginalWaitsForIt(Suite suite) throws IOException {
        assertThat(chargeBack(suite).word()).isEqualTo("pending-reversal");

        assertThat(report(suite, Map.of()).word()).isEqualTo("reversed");

        factsBecome(suite, "ads.conversion-rewarded.v1", "ads.conversion-reversed.v1");
        walletBecomes(suite, 0, 0);
        assertThat(chargeBack(suite).word()).isEqualTo("duplicate");
    }

    @Test
    void aChargebackOfWhatWasNeverPaidIsIgnored(Suite suite) throws IOException {
        suite.door().consent(player, false);
        report(suite, Map.of());

        assertThat(chargeBack(suite).word()).isEqualTo("ignored");
    }

    @ParameterizedTest
    @CsvSource({
        "currency_amount, NaN",
        "currency_amount, 1e309",
        "currency_amount, '10,5'",
        "currency_amount, 1.5",
        "currency_amount, 0",
        "currency_amount, -5",
        "currency_amount, 9007199254740993",
        "external_identifier, nobody"
    })
    void whatIsSignedAndUnusableIsKeptForOperators(String parameter, String value, Suite suite) throws IOException {
        var answer = report(suite, Map.of(parameter, value));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.word()).isEqualTo("quarantined");
        var cases = suite.door().get("/api/ads/quarantine?limit=200", mod);
        assertThat(cases.status()).as("%s", cases).isEqualTo(200);
        assertThat(cases.body()).contains(transaction);
        assertWallet(suite, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"installation", "optional", "iap", "iaa"})
    void whatNobodyPaysForIsIgnored(String type, Suite suite) throws IOException {
        assertThat(report(suite, Map.of("callback_type", type)).word()).isEqualTo("ignored");

        assertThat(conversions(suite)).isEmpty();
        assertWallet(suite, 0, 0);
    }

    @Test
    void offersCarryThePlayerAndTheGuild(Suite suite) throws IOException {
        String guild = Players.unknown();

        var offers = suite.door()
                .get("/api/ads/offers?guildId=" + guild, Caller.player(player).memberOf(guild));

        assertThat(offers.status()).as("%s", offers).isEqualTo(200);
        assertThat(offers.json().path("items"))
                .hasSize(3)
                .allSatisfy(offer -> assertThat(offer.path("url").asString())
                        .contains("external_identifier=" + player, "custom_2=" + guild));
    }

    @Test
    void networksThatNobodySetUpAreUnknown(Suite suite) throws IOException {
        for (String network : List.of("admob", "tapjoy", "legacy-sha1", "nobody")) {
            assertThat(suite.door().get("/ads/" + network + "/s2s?a=b").status())
                    .as(network)
                    .isEqualTo(404);
        }
    }

    @Test
    void aBodylessPostIsTakenAsWell(Suite suite) throws IOException {
        assertThat(suite.door().bodylessPost(callback(Map.of())).word()).isEqualTo("credited");
        assertThat(suite.door().bodylessPost(callback(Map.of())).word()).isEqualTo("duplicate");

        walletBecomes(suite, 360, 0);
    }

    @RepeatedTest(5)
    void aConversionAndItsChargebackAtOnceLeaveNothing(Suite suite) throws Exception {
        var words = atOnce(List.of(
                () -> report(suite, Map.of()).word(), () -> chargeBack(suite).word()));

        assertThat(words).isIn(List.of("credited", "reversed"), List.of("reversed", "pending-reversal"));
        factsBecome(suite, "ads.conversion-rewarded.v1", "ads.conversion-reversed.v1");
        walletBecomes(suite, 0, 0);
    }

    @Test
    void ofElevenAtOnceExactlyTenAreCredited(Suite suite) throws Exception {
        var words = atOnce(Collections.nCopies(
                11,
                () -> report(suite, Map.of("transaction_id", UUID.randomUUID().toString()))
                        .word()));

        assertThat(words).filteredOn("credited"::equals).hasSize(10);
        assertThat(words).filteredOn("held"::equals).hasSize(1);
        walletBecomes(suite, 3_600, 360);
    }

    private static List<String> atOnce(List<Callable<String>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private Answer report(Suite suite, Map<String, String> parameters) throws IOException {
        return suite.door().callback(callback(parameters));
    }

    private Callback callback(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("transaction_id", transaction);
        all.put("external_identifier", player);
        all.put("currency_amount", "360");
        all.put("is_chargeback", "0");
        all.put("custom_1", "offerwall");
        all.putAll(parameters);
        return Callback.of(all);
    }

    private Answer chargeBack(Suite suite) throws IOException {
        return report(
                suite,
                Map.of(
                        "transaction_id", "r-" + transaction,
                        "currency_amount", "-360",
                        "is_chargeback", "1",
                        "chargeback_reason", "advertiser_rejected"));
    }

    /** The network's own payout is worth far less than the amount. */
    private static Map<String, String> suspicious() {
        return Map.of("payout_usd", "0.01", "currency_conversion_rate", "1000");
    }

    private Answer decide(Suite suite, Answer held, String decision, Caller who) throws IOException {
        return suite.door()
                .post(
                        "/api/ads/reviews/%s/%s"
                                .formatted(held.json().path("conversionId").asString(), decision),
                        who,
                        "{\"reason\":\"looked at it\"}");
    }

    private JsonNode conversion(Suite suite, Answer answer) throws IOException {
        var found = suite.door()
                .get(
                        "/api/ads/players/%s/conversions/%s"
                                .formatted(
                                        player,
                                        answer.json().path("conversionId").asString()),
                        Caller.player(player));
        assertThat(found.status()).as("%s", found).isEqualTo(200);
        return found.json();
    }

    private JsonNode conversions(Suite suite) throws IOException {
        return suite.door()
                .get("/api/ads/players/" + player + "/conversions", Caller.player(player))
                .json()
                .path("items");
    }

    private void factsBecome(Suite suite, String... types) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Topic.read(suite, "ads.conversions").getOrDefault(player, List.of()))
                                .extracting(Fact::type)
                                .filteredOn(type -> type.startsWith("ads.conversion-"))
                                .containsExactly(types));
    }

    private void walletBecomes(Suite suite, long available, long pending) {
        await().atMost(SOON).untilAsserted(() -> assertWallet(suite, available, pending));
    }

    private void assertWallet(Suite suite, long available, long pending) throws IOException {
        JsonNode wallet = suite.door().wallet(player).json();
        assertThat(wallet.path("available").asLong()).as("%s", wallet).isEqualTo(available);
        assertThat(wallet.path("pending").asLong()).as("%s", wallet).isEqualTo(pending);
    }
}
