package gg.agis.billing.shop;

import static gg.agis.billing.BillingDriver.atOnce;
import static gg.agis.billing.BillingDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@BillingServiceTest
class ShopTest {

    private static final TestTokens.Caller ADMIN = TestTokens.admin(someSnowflake());

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private ShopMetrics metrics;

    private final String player = someSnowflake();
    private BillingDriver billing;

    @BeforeEach
    void connect() {
        billing = new BillingDriver(port);
    }

    @Test
    void theShopShowsPerksForGcAndPacksForMoney() {
        var items = billing.get("/api/shop/items?limit=200", TestTokens.player(player))
                .json()
                .path("items");

        assertThat(items.findValuesAsString("id"))
                .contains("coloured-name", "own-role", "emoji-slot", "gc-1000", "gc-5500", "gc-12000");
        assertThat(items.toString())
                .contains("\"kind\":\"pack\",\"priceCents\":499,\"givesGc\":5500}")
                .contains("\"kind\":\"perk\",\"priceGc\":3000,\"perPlayerLimit\":1}");
    }

    @Test
    void theShopIsReadInParts() {
        var first = billing.get("/api/shop/items?limit=2", TestTokens.player(player))
                .json();
        var cursor = first.path("nextCursor").asString();
        var second = billing.get("/api/shop/items?limit=2&cursor=" + cursor, TestTokens.player(player))
                .json();

        assertThat(second.path("items").findValuesAsString("id"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.path("items").findValuesAsString("id"));
    }

    @Test
    void aStrangerSeesNoShopAndOnlyPlayersBuy() {
        assertThat(billing.get("/api/shop/items", TestTokens.anonymous()).status())
                .isEqualTo(401);
        assertThat(billing.post("/api/shop/purchases", TestTokens.customer("c1"), order("coloured-name", 1))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPurchaseIsOneTransferToTheHouse(RecordedEvents kafka) {
        give(player, 2_000);

        var receipt = buy("coloured-name", 3);

        assertThat(receipt.status()).isEqualTo(201);
        assertThat(receipt.json().toString())
                .contains("\"itemId\":\"coloured-name\",\"quantity\":3,\"paidGc\":1500,\"available\":500}");
        var transfer = transfer(receipt);
        assertThat(transfer.path("kind").asString()).isEqualTo("shop");
        assertThat(transfer.path("postings").findValuesAsString("owner"))
                .containsExactly("player:" + player, "house:shop");
        assertThat(transfer.path("postings").findValuesAsString("amount")).containsExactly("-1500", "1500");
        kafka.expects("billing.balance-changed.v1", "billing.balance-changed.v1")
                .andNothingElse();
        assertThat(kafka.ofType("billing.balance-changed.v1").getLast().json())
                .contains("\"kind\":\"shop\"", "\"amount\":-1500", "\"available\":500");
    }

    @Test
    void theSameOrderIsTheSamePurchaseThoughItsAnswerIsForgotten() {
        give(player, 2_000);
        var first = billing.post("/api/shop/purchases", TestTokens.player(player), player, order("coloured-name", 1));
        give(player, 7);
        jdbc.sql("DELETE FROM idempotency").update();
        var second = billing.post("/api/shop/purchases", TestTokens.player(player), player, order("coloured-name", 1));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.response().headers().firstValue("Idempotency-Hit")).hasValue("true");
        assertThat(available()).isEqualTo(1_507);
    }

    @Test
    void ofFiftyWhoSpendTheLastHundredAtOnceOneDoesAndTheOthersHearWhatIsMissing() {
        var item = someItem(100, null, null);
        give(player, 100);

        var answers = atOnce(50, number -> buy(player, item, "order-" + number));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .hasSize(49)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(422);
                    assertThat(answer.code()).isEqualTo("insufficient-funds");
                    assertThat(answer.json().path("missing").asLong()).isEqualTo(100);
                });
        assertThat(available()).isZero();
    }

    @Test
    void ofTwentyWhoWantTheLastFiveFiveGetOne() {
        var item = someItem(10, 5, null);
        var players = Stream.generate(BillingDriver::someSnowflake).limit(20).toList();
        players.forEach(buyer -> give(buyer, 10));

        var answers = atOnce(20, number -> buy(players.get(number), item, "order"));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(5);
        assertThat(answers)
                .filteredOn(answer -> answer.code().equals("out-of-stock"))
                .hasSize(15)
                .allMatch(answer -> answer.status() == 409);
        assertThat(stockOf(item)).isZero();
        assertThat(players.stream().mapToLong(this::available).sum()).isEqualTo(150);
    }

    @Test
    void aLimitHoldsForOnePlayersOrdersAtOnce() {
        var item = someItem(10, null, 3);
        give(player, 1_000);

        var answers = atOnce(20, number -> buy(player, item, "order-" + number));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
        assertThat(answers)
                .filteredOn(answer -> answer.code().equals("purchase-limit-reached"))
                .hasSize(17)
                .allMatch(answer -> answer.status() == 409);
        assertThat(available()).isEqualTo(970);
    }

    @Test
    void aLimitCountsWhatIsBoughtAndIsEachPlayersOwn() {
        var item = someItem(10, null, 3);
        var another = someSnowflake();
        give(player, 1_000);
        give(another, 1_000);

        assertThat(buy(item, 2).status()).isEqualTo(201);
        assertThat(buy(item, 2).code()).isEqualTo("purchase-limit-reached");
        assertThat(buy(item, 1).status()).isEqualTo(201);
        assertThat(buy(another, item, "order").status()).isEqualTo(201);
    }

    @Test
    void moreThanThereIsIsRefusedWhole() {
        var item = someItem(10, 5, null);
        give(player, 1_000);

        assertThat(buy(item, 6).code()).isEqualTo("out-of-stock");
        assertThat(stockOf(item)).isEqualTo(5);
        assertThat(available()).isEqualTo(1_000);
        assertThat(buy(item, 5).status()).isEqualTo(201);
    }

    @Test
    void aPackIsBoughtForMoney() {
        give(player, 2_000);

        var answer = buy("gc-1000", 1);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("checkout-required");
        assertThat(available()).isEqualTo(2_000);
    }

    @Test
    void whatIsUnknownOrNotListedCannotBeBought() {
        give(player, 2_000);
        var item = someItem(10, null, null);
        asSuperuser("UPDATE billing.shop_items SET listed = false WHERE item_id = '%s'".formatted(item));

        assertThat(buy("no-such-thing", 1).status()).isEqualTo(404);
        assertThat(buy(item, 1).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"itemId":"coloured-name","quantity":0}             | invalid-parameter
            {"itemId":"coloured-name","quantity":-1}            | invalid-parameter
            {"itemId":"coloured-name","quantity":101}           | invalid-parameter
            {"itemId":"coloured-name","quantity":1.5}           | invalid-quantity
            {"itemId":"coloured-name"}                          | invalid-quantity
            {"quantity":1}                                      | invalid-item-id
            {"itemId":"coloured-name","quantity":1,"price":1}   | unknown-field
            {"itemId":"coloured-name","quantity":1,"paidGc":1}  | unknown-field
            """)
    void anOrderThatMakesNoSenseIsRefused(String order, String code) {
        var answer = billing.post("/api/shop/purchases", TestTokens.player(player), order);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void aRefundGivesBackInPartsAndNoMoreThanWasPaid() {
        give(player, 500);
        var purchase = purchaseId(buy("coloured-name", 1));

        var first = refund(purchase, "{\"amount\":200,\"reason\":\"broken\"}");
        var tooMuch = refund(purchase, "{\"amount\":301,\"reason\":\"broken\"}");
        var rest = refund(purchase, "{\"reason\":\"broken\"}");
        var nothingLeft = refund(purchase, "{\"reason\":\"broken\"}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().toString()).contains("\"amount\":200,\"paidGc\":500,\"refundedGc\":200}");
        assertThat(transfer(first).path("kind").asString()).isEqualTo("refund");
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.code()).isEqualTo("refund-exceeds-payment");
        assertThat(tooMuch.json().path("refundable").asLong()).isEqualTo(300);
        assertThat(rest.json().path("amount").asLong()).isEqualTo(300);
        assertThat(nothingLeft.code()).isEqualTo("refund-exceeds-payment");
        assertThat(available()).isEqualTo(500);
    }

    @Test
    void tenWhoRefundTheSameAtOnceGiveItBackOnce() {
        give(player, 500);
        var purchase = purchaseId(buy("coloured-name", 1));

        var answers = atOnce(
                10,
                number -> billing.post(
                        "/api/shop/purchases/" + purchase + "/refund",
                        ADMIN,
                        "refund-" + number,
                        "{\"amount\":500,\"reason\":\"broken\"}"));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(available()).isEqualTo(500);
    }

    @Test
    void theSameRefundIsGivenOnceThoughItsAnswerIsForgotten() {
        give(player, 500);
        var path = "/api/shop/purchases/" + purchaseId(buy("coloured-name", 1)) + "/refund";
        billing.post(path, ADMIN, "refund", "{\"amount\":100,\"reason\":\"broken\"}");
        jdbc.sql("DELETE FROM idempotency").update();

        var again = billing.post(path, ADMIN, "refund", "{\"amount\":100,\"reason\":\"broken\"}");
        jdbc.sql("DELETE FROM idempotency").update();
        var another = billing.post(path, ADMIN, "refund", "{\"amount\":101,\"reason\":\"broken\"}");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().path("refundedGc").asLong()).isEqualTo(100);
        assertThat(again.response().headers().firstValue("Idempotency-Hit")).hasValue("true");
        assertThat(another.code()).isEqualTo("transfer-conflict");
        assertThat(available()).isEqualTo(100);
    }

    @Test
    void whatAnOperatorReversedIsNotRefundedAndTheOtherWayRound() {
        give(player, 1_000);
        var reversed = buy("coloured-name", 1);
        var refunded = buy("coloured-name", 1);

        assertThat(reverse(reversed).status()).isEqualTo(201);
        assertThat(refund(purchaseId(reversed), "{\"reason\":\"broken\"}").code())
                .isEqualTo("refund-exceeds-payment");
        refund(purchaseId(refunded), "{\"amount\":1,\"reason\":\"broken\"}");
        assertThat(reverse(refunded).code()).isEqualTo("not-reversible");
        assertThat(available()).isEqualTo(501);
    }

    @Test
    void onlyAnAdminRefunds() {
        give(player, 500);
        var path = "/api/shop/purchases/" + purchaseId(buy("coloured-name", 1)) + "/refund";

        assertThat(billing.post(path, TestTokens.player(player), "{\"reason\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(billing.post(path, TestTokens.mod(player), "{\"reason\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(available()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "9223372036854775808"})
    void aRefundOfNothingSensibleIsRefused(String amount) {
        give(player, 500);
        var purchase = purchaseId(buy("coloured-name", 1));

        var answer = refund(purchase, "{\"amount\":" + amount + ",\"reason\":\"broken\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-amount");
    }

    @Test
    void aPurchaseNobodyMadeIsNotRefunded() {
        assertThat(refund("00000000-0000-8000-8000-000000000000", "{\"reason\":\"broken\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aStockThatRunsLowIsSaid() {
        await().untilAsserted(() -> assertThat(low("emoji-slot")).isZero());

        setStock("emoji-slot", 5);
        assertThat(low("emoji-slot")).isEqualTo(1);
        setStock("emoji-slot", 6);
        assertThat(low("emoji-slot")).isZero();
        setStock("emoji-slot", 0);
        assertThat(low("emoji-slot")).isEqualTo(1);

        setStock("emoji-slot", 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE shop_items SET price_gc = 1",
                "DELETE FROM shop_items",
                "UPDATE purchases SET paid_gc = 1",
                "DELETE FROM purchases"
            })
    void theServicesOwnLoginChangesNoPrice(String statement) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> jdbc.sql(statement).update())
                .havingRootCause()
                .withMessageContaining("permission denied");
    }

    private double low(String item) {
        return meters.get("agis_shop_stock_low").tag("item", item).gauge().value();
    }

    private void setStock(String item, long stock) {
        jdbc.sql("UPDATE shop_items SET stock = ? WHERE item_id = ?")
                .params(stock, item)
                .update();
        metrics.make();
    }

    private long stockOf(String item) {
        return jdbc.sql("SELECT stock FROM shop_items WHERE item_id = ?")
                .param(item)
                .query(Long.class)
                .single();
    }

    private static String someItem(long price, @Nullable Integer stock, @Nullable Integer limit) {
        var item = "test-" + someSnowflake();
        asSuperuser("""
                INSERT INTO billing.shop_items
                    (item_id, name, description, kind, price_gc, stock, stock_seeded, per_player_limit)
                VALUES ('%s', 'Test', 'For a test.', 'perk', %d, %3$s, %3$s, %4$s)
                """.formatted(item, price, stock, limit));
        return item;
    }

    private static void asSuperuser(String statement) {
        try (var connection = TestPostgres.superuser();
                var change = connection.createStatement()) {
            change.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void give(String to, long amount) {
        var answer = billing.post(
                "/api/wallets/" + to + "/grants",
                ADMIN,
                "{\"mode\":\"increment\",\"amount\":%d,\"reason\":\"for a test\"}".formatted(amount));
        assertThat(answer.status()).isEqualTo(201);
    }

    private Answer buy(String item, int quantity) {
        return billing.post("/api/shop/purchases", TestTokens.player(player), order(item, quantity));
    }

    private Answer buy(String buyer, String item, String key) {
        return billing.post("/api/shop/purchases", TestTokens.player(buyer), key, order(item, 1));
    }

    private static String order(String item, int quantity) {
        return "{\"itemId\":\"%s\",\"quantity\":%d}".formatted(item, quantity);
    }

    private Answer refund(String purchaseId, String body) {
        return billing.post("/api/shop/purchases/" + purchaseId + "/refund", ADMIN, body);
    }

    private Answer reverse(Answer receipt) {
        var id = receipt.json().path("transferId").asString();
        return billing.post("/api/ledger/transfers/" + id + "/reverse", ADMIN, "{\"reason\":\"by mistake\"}");
    }

    private static String purchaseId(Answer receipt) {
        return receipt.json().path("purchaseId").asString();
    }

    private JsonNode transfer(Answer receipt) {
        return billing.get(
                        "/api/ledger/transfers/"
                                + receipt.json().path("transferId").asString(),
                        ADMIN)
                .json();
    }

    private long available() {
        return available(player);
    }

    private long available(String of) {
        return billing.get("/api/wallets/" + of, ADMIN).json().path("available").asLong();
    }
}
