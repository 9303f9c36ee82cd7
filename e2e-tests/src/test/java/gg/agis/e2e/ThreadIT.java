package gg.agis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.e2e.faults.Topic;
import gg.agis.sandbox.stack.Caller;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A callback becomes credit, through the gateway and seen from outside. */
@WithSuite
@Order(1)
class ThreadIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void withoutConsentACallbackIsRejectedAndNobodyHearsOfIt(Suite suite) throws IOException {
        String player = Players.unknown();
        Callback callback = Callback.of(unique(), player, 100);

        Answer answer = suite.door().callback(callback);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.word()).isEqualTo("rejected");
        assertThat(suite.door().available(player)).isZero();
        assertThat(Topic.read(suite, "ads.conversions")).doesNotContainKey(player);
        assertThat(suite.door().callback(callback).word()).isEqualTo("duplicate");
    }

    @Test
    void withConsentItIsCreditedOnceHoweverOftenItComes(Suite suite) throws IOException {
        String player = Players.withConsent(suite);
        Callback callback = Callback.of(unique(), player, 250);

        Answer first = suite.door().callback(callback);
        Answer second = suite.door().callback(callback);

        assertThat(first.word()).isEqualTo("credited");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.word()).isEqualTo("duplicate");
        assertThat(second.json().path("conversionId")).isEqualTo(first.json().path("conversionId"));
        walletBecomes(suite, player, 250);
        assertThat(suite.door().wallet(player).json().path("unit").asString()).isEqualTo("GC");
    }

    @Test
    void consentThatIsWithdrawnStopsWhatComesAfterIt(Suite suite) throws IOException {
        String player = Players.withConsent(suite);
        assertThat(suite.door().callback(Callback.of(unique(), player, 10)).word())
                .isEqualTo("credited");

        assertThat(suite.door().consent(player, false).status()).isEqualTo(200);

        assertThat(suite.door().callback(Callback.of(unique(), player, 10)).word())
                .isEqualTo("rejected");
    }

    @Test
    void thePublishedSignatureIsGood(Suite suite) throws IOException {
        String player = "123456789012345678";
        suite.door().consent(player, true);

        Answer answer = suite.door()
                .callback(new Callback(
                        "adslot_id=16&currency_amount=360&external_identifier=123456789012345678&is_chargeback=0"
                                + "&offer_name=Raid%3A+Shadow+Legends&payout_usd=0.36"
                                + "&transaction_id=381f99333613b41392b15183d69a7240308e8461",
                        "60956107d36f7d62b1c98e93ec58f30a64009d9d46a3cc6ac380dc6557fd29d0"));

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.word()).isEqualTo("credited");
        walletBecomes(suite, player, 360);
    }

    @Test
    void theQueryArrivesByteForByte(Suite suite) throws IOException {
        String player = Players.withConsent(suite);
        Map<String, String> parameters = new LinkedHashMap<>();
        // Neither in the order of their names nor all of them free of what encoders disagree about.
        parameters.put("transaction_id", unique());
        parameters.put("offer_name", "a+b c*d~e 100% größer/жизнь 🎮");
        parameters.put("external_identifier", player);
        parameters.put("currency_amount", "5");
        parameters.put("custom_1", "");
        Callback callback = Callback.of(parameters);
        assertThat(callback.query()).contains("a%2Bb+c%2Ad~e+100%25");

        assertThat(suite.door().callback(callback).word()).isEqualTo("credited");
        assertThat(suite.door()
                        .callback(callback.sentAs(callback.query()
                                .replace("+c%2Ad~e", "%20c*d%7ee")
                                .replace("%C3%B6", "%c3%b6")))
                        .word())
                .isEqualTo("duplicate");
    }

    @Test
    void twentyCopiesAtOnceAreCreditedOnce(Suite suite) throws Exception {
        String player = Players.withConsent(suite);
        Callback callback = Callback.of(unique(), player, 33);

        List<String> words = atOnce(20, () -> suite.door().callback(callback).word());

        assertThat(words).filteredOn("credited"::equals).hasSize(1);
        assertThat(words).filteredOn("duplicate"::equals).hasSize(19);
        walletBecomes(suite, player, 33);
        assertThat(Topic.read(suite, "ads.conversions").get(player))
                .filteredOn(fact -> fact.type().equals("ads.conversion-rewarded.v1"))
                .hasSize(1);
    }

    @Test
    void whatIsForgedOrAmbiguousIsRefused(Suite suite) throws IOException {
        String player = Players.withConsent(suite);
        Callback genuine = Callback.of(unique(), player, 10);

        Answer forged = suite.door()
                .callback(genuine.sentAs(genuine.query().replace("currency_amount=10", "currency_amount=9000")));
        Answer unsigned = suite.door().get("/ads/ayet/s2s?" + genuine.query());
        Answer twice = suite.door().callback(genuine.sentAs(genuine.query() + "&currency_amount=9000"));

        problem(forged, 401, "signature-invalid");
        problem(unsigned, 401, "signature-missing");
        problem(twice, 400, "duplicate-parameter");
        assertThat(suite.door().available(player)).isZero();
    }

    @Test
    void aWalletIsItsPlayersOnly(Suite suite) throws IOException {
        String player = Players.withConsent(suite);

        assertThat(suite.door().wallet(player, Caller.player(Players.unknown())).status())
                .isEqualTo(404);
        assertThat(suite.door().wallet(player, Caller.admin(Players.unknown())).status())
                .isEqualTo(200);
        assertThat(suite.door().get("/api/wallets/" + player).status()).isEqualTo(401);
        assertThat(suite.door().get("/api/wallets/" + player).code()).isEqualTo("unauthenticated");
    }

    @Test
    void whatDoesNotExistIsSaidAsAProblem(Suite suite) throws IOException {
        Answer path = suite.door().get("/no/such/path");
        Answer network = suite.door().get("/ads/nobody/s2s?a=b");

        assertThat(path.status()).isEqualTo(404);
        assertThat(path.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(path.code()).isNotEmpty();
        assertThat(network.status()).isEqualTo(404);
    }

    @Test
    void oneTraceShowsTheWholeWay(Suite suite) throws IOException {
        String player = Players.withConsent(suite);
        String trace = UUID.randomUUID().toString().replace("-", "");

        suite.door()
                .callback(
                        Callback.of(unique(), player, 15),
                        Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
        walletBecomes(suite, player, 15);

        assertThat(tracesOf(suite, "ads.conversions", player, "ads.conversion-rewarded.v1"))
                .singleElement()
                .asString()
                .contains(trace);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                tracesOf(suite, "billing.ledger", "player:" + player, "billing.balance-changed.v1"))
                        .singleElement()
                        .asString()
                        .contains(trace));
    }

    private static List<String> tracesOf(Suite suite, String topic, String key, String type) {
        return Topic.read(suite, topic).getOrDefault(key, List.of()).stream()
                .filter(fact -> fact.type().equals(type))
                .map(fact -> fact.traceparent().orElse("none"))
                .toList();
    }

    private static void problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.code()).as("%s", answer).isEqualTo(code);
    }

    private static void walletBecomes(Suite suite, String player, long available) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(suite.door().available(player)).isEqualTo(available));
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }

    private static <T> List<T> atOnce(int copies, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = new ArrayList<>();
            for (int copy = 0; copy < copies; copy++) {
                all.add(threads.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get());
            }
            return results;
        }
    }
}
