package gg.agis.billing.operator;

import static gg.agis.billing.BillingDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.sandbox.junit.TestTokens;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@BillingServiceTest
class AuditLogTest {

    private static final String REASON = "{\"reason\":\"for a test\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final TestTokens.Caller anna = TestTokens.admin(someSnowflake());
    private final TestTokens.Caller bert = TestTokens.admin(someSnowflake());
    private final String player = someSnowflake();
    private BillingDriver billing;

    @BeforeEach
    void connect() {
        billing = new BillingDriver(port);
    }

    @Test
    void whatOperatorsDoIsKeptNewestFirst() {
        grant(500);
        adjust();
        var large = grant(20_000).json().path("id").asString();
        billing.post("/api/ledger/adjustments/" + large + "/approve", bert, "{}");
        billing.post("/api/shop/purchases/" + buy() + "/refund", anna, REASON);
        billing.post("/api/ledger/transfers/" + large + "/reverse", anna, REASON);

        assertThat(actionsOf(anna)).containsExactly("reversal", "refund", "grant-asked", "adjustment", "grant");
        assertThat(actionsOf(bert)).containsExactly("grant-approved");
        var newest =
                billing.get("/api/audit-log?limit=1", anna).json().path("items").get(0);
        assertThat(newest.path("service").asString()).isEqualTo("billing");
        assertThat(newest.path("by").asString()).isEqualTo(anna.subject());
        assertThat(newest.path("target").asString()).isEqualTo("transfer:" + large);
        assertThat(newest.path("reason").asString()).isEqualTo("for a test");
        assertThat(newest.path("at").asString()).endsWith("Z");
    }

    @Test
    void whatIsRefusedOrRepeatedIsNotDone() {
        grant(-1);
        grant(0);
        billing.post("/api/wallets/" + player + "/grants", anna, "key", grantOf(5));
        billing.post("/api/wallets/" + player + "/grants", anna, "key", grantOf(5));
        jdbc.sql("DELETE FROM idempotency").update();
        billing.post("/api/wallets/" + player + "/grants", anna, "key", grantOf(5));

        assertThat(actionsOf(anna)).containsExactly("grant");
    }

    @Test
    void theLogGoesOnWhereItEnded() {
        grant(1);
        grant(2);
        var first = billing.get("/api/audit-log?limit=1", anna).json();
        var cursor = first.path("nextCursor").asString();
        var second =
                billing.get("/api/audit-log?limit=1&cursor=" + cursor, anna).json();

        var all = billing.get("/api/audit-log?limit=2", anna).json().path("items");
        assertThat(first.path("items").get(0)).isEqualTo(all.get(0));
        assertThat(second.path("items").get(0)).isEqualTo(all.get(1));
    }

    @Test
    void onlyAnAdminReadsIt() {
        assertThat(billing.get("/api/audit-log", TestTokens.mod(player)).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE audit_log SET reason = 'another'", "DELETE FROM audit_log", "DELETE FROM operators"})
    void theServicesOwnLoginCannotChangeWhatWasDone(String statement) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> jdbc.sql(statement).update())
                .havingRootCause()
                .withMessageContaining("permission denied");
    }

    private List<String> actionsOf(TestTokens.Caller operator) {
        return billing.get("/api/audit-log?limit=200", anna)
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("by").asString().equals(operator.subject()))
                .map(item -> item.path("action").asString())
                .toList();
    }

    private Answer grant(long amount) {
        return billing.post("/api/wallets/" + player + "/grants", anna, grantOf(amount));
    }

    private static String grantOf(long amount) {
        return "{\"mode\":\"increment\",\"amount\":%d,\"reason\":\"for a test\"}".formatted(amount);
    }

    private void adjust() {
        billing.post(
                "/api/ledger/adjustments",
                anna,
                "{\"owner\":\"player:%s\",\"unit\":\"GC\",\"mode\":\"increment\",\"amount\":5,\"reason\":\"for a test\"}"
                        .formatted(player));
    }

    private String buy() {
        return billing.post(
                        "/api/shop/purchases",
                        TestTokens.player(player),
                        "{\"itemId\":\"coloured-name\",\"quantity\":1}")
                .json()
                .path("purchaseId")
                .asString();
    }
}
