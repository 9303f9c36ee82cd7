package gg.agis.billing.wallet;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.MemberDriver;
import gg.agis.sandbox.junit.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@BillingServiceTest
class WalletTest {

    @LocalServerPort
    private int port;

    private MemberDriver anna;

    @BeforeEach
    void drive() {
        anna = MemberDriver.someone(port);
    }

    @Test
    void whoHasEarnedNothingHasAnEmptyWallet() {
        assertThat(anna.asks(anna.wallet()).response().body())
                .isEqualTo("{\"playerId\":\"" + anna.player()
                        + "\",\"unit\":\"GC\",\"available\":0,\"held\":0,\"pending\":0}");
    }

    @Test
    void someoneElsesWalletDoesNotExist() {
        for (var stranger : List.of(
                TestTokens.player(BillingDriver.someSnowflake()),
                TestTokens.mod(BillingDriver.someSnowflake()),
                TestTokens.customer("c1"),
                TestTokens.anonymous())) {
            assertThat(anna.billing().get(anna.wallet(), stranger).status()).isEqualTo(404);
            assertThat(anna.billing().get(anna.wallet() + "/history", stranger).status())
                    .isEqualTo(404);
            assertThat(anna.billing()
                            .post(anna.wallet() + "/daily", stranger, "")
                            .status())
                    .isIn(401, 404);
        }
    }

    @Test
    void anAdminSeesEveryWallet() {
        var admin = TestTokens.admin(BillingDriver.someSnowflake());

        assertThat(anna.billing().get(anna.wallet(), admin).status()).isEqualTo(200);
        assertThat(anna.billing().get(anna.wallet() + "/history", admin).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "123456789012345678901", "12a", "-1", "1%20", "%D9%A1"})
    void whatIsNoPlayersIdHasNoWallet(String id) {
        var answer = anna.billing().get("/api/wallets/" + id, TestTokens.admin(anna.player()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not-found");
    }

    @Test
    void theHistorySaysWhatMovedNewestFirst() {
        anna.earns(100);
        var given = anna.gives(30).json().path("transferId").asString();
        anna.takesDailyReward(UUID.randomUUID().toString());

        var items = anna.asks(anna.wallet() + "/history").json().path("items");

        assertThat(items.valueStream()
                        .map(item -> tuple(
                                item.path("kind").asString(),
                                item.path("amount").asLong(),
                                item.path("available").asLong(),
                                item.path("reason").asString())))
                .containsExactly(
                        tuple("daily", 100L, 170L, "daily reward"),
                        tuple("contribution", -30L, 70L, "contribution"),
                        tuple("ad-reward", 100L, 100L, "reward for offerwall"));
        assertThat(items.get(1).path("transferId").asString()).isEqualTo(given);
        assertThat(items.get(0).propertyNames())
                .containsExactly("transferId", "at", "kind", "amount", "available", "reason", "cause");
    }

    @Test
    void theHistoryComesInPartsThatNeverOverlap() {
        IntStream.rangeClosed(1, 7)
                .forEach(amount ->
                        BillingDriver.send(aConversionBy(anna.player()).rewarded(amount)));
        await().until(() -> anna.available() == 28);

        List<Long> amounts = new ArrayList<>();
        var cursor = "";
        int parts = 0;
        do {
            var page = anna.asks(anna.wallet() + "/history?limit=3" + cursor).json();
            page.path("items")
                    .valueStream()
                    .map(item -> item.path("amount").asLong())
                    .forEach(amounts::add);
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
            parts++;
        } while (!cursor.isEmpty());

        assertThat(amounts).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(parts).isEqualTo(3);
        assertThat(anna.asks(anna.wallet() + "/history?cursor=AAAA").code()).isEqualTo("invalid-cursor");
        assertThat(anna.asks(anna.wallet() + "/history?limit=0").code()).isEqualTo("invalid-parameter");
    }
}
