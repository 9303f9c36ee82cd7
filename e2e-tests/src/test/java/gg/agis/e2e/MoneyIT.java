package gg.agis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.stack.Caller;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a community does with what it earned, through the gateway. */
@WithSuite
@Order(1)
class MoneyIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String guild = Players.unknown();
    private final Caller admin = Caller.admin(Players.unknown());
    private String player = "";
    private Caller member = Caller.player("0");
    private Caller officer = Caller.player("0");

    @BeforeEach
    void aMemberWhoHasEarned(Suite suite) throws IOException {
        player = Players.withConsent(suite);
        member = Caller.player(player).memberOf(guild);
        officer = Caller.player(Players.unknown()).officerOf(guild);
        earn(suite, 1_000);
        await().atMost(SOON).until(() -> suite.door().available(player) == 1_000);
    }

    @Test
    void whatAMemberGivesIsTheGuilds(Suite suite) throws IOException {
        var given = suite.door()
                .post(wallet("/contributions"), member, "{\"guildId\":\"%s\",\"amount\":300}".formatted(guild));

        assertThat(given.status()).as("%s", given).isEqualTo(201);
        assertThat(suite.door().available(player)).isEqualTo(700);
        assertThat(suite.door()
                        .get("/api/treasuries/" + guild, officer)
                        .json()
                        .path("available")
                        .asLong())
                .isEqualTo(300);
        assertThat(suite.door()
                        .get("/api/treasuries/" + guild, Caller.player(Players.unknown()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theGuildTakesItsShareOfWhatIsEarnedForIt(Suite suite) throws IOException {
        assertThat(suite.door()
                        .put("/api/treasuries/" + guild + "/settings", member, "{\"taxBp\":1000}")
                        .code())
                .isEqualTo("guild-role-required");
        assertThat(suite.door()
                        .put("/api/treasuries/" + guild + "/settings", officer, "{\"taxBp\":1000}")
                        .status())
                .isEqualTo(200);

        earn(suite, 200);

        await().atMost(SOON).until(() -> suite.door().available(player) == 1_180);
        assertThat(suite.door()
                        .get("/api/treasuries/" + guild, member)
                        .json()
                        .path("available")
                        .asLong())
                .isEqualTo(20);
    }

    @Test
    void oneWhoIsTooPoorHearsWhatIsMissing(Suite suite) throws IOException {
        var refused = suite.door()
                .post(wallet("/contributions"), member, "{\"guildId\":\"%s\",\"amount\":1001}".formatted(guild));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("insufficient-funds");
        assertThat(refused.json().path("missing").asLong()).isEqualTo(1);
    }

    @Test
    void aLargeGrantTakesTwoPersons(Suite suite) throws IOException {
        var asked = suite.door()
                .post(
                        wallet("/grants"),
                        admin,
                        "{\"mode\":\"increment\",\"amount\":10001,\"reason\":\"the tournament\"}");
        assertThat(asked.status()).as("%s", asked).isEqualTo(202);
        var approve = "/api/ledger/adjustments/" + asked.json().path("id").asString() + "/approve";

        assertThat(suite.door().post(approve, admin, "").code()).isEqualTo("approval-required");
        assertThat(suite.door()
                        .post(approve, Caller.admin(Players.unknown()), "")
                        .status())
                .isEqualTo(200);

        assertThat(suite.door().available(player)).isEqualTo(11_001);
    }

    @Test
    void theShopTakesGcAndTheHistoryTellsIt(Suite suite) throws IOException {
        var items = suite.door().get("/api/shop/items", member).json();
        var perk = items.path("items")
                .valueStream()
                .filter(item -> item.path("priceGc").asLong(Long.MAX_VALUE) <= 1_000)
                .findFirst()
                .orElseThrow();

        var bought = suite.door()
                .post(
                        "/api/shop/purchases",
                        member,
                        "{\"itemId\":\"%s\",\"quantity\":1}"
                                .formatted(perk.path("id").asString()));

        assertThat(bought.status()).as("%s", bought).isEqualTo(201);
        var newest = suite.door()
                .get(wallet("/history"), member)
                .json()
                .path("items")
                .path(0);
        assertThat(newest.path("kind").asString()).isEqualTo("shop");
        assertThat(newest.path("amount").asLong())
                .isEqualTo(-perk.path("priceGc").asLong());
    }

    @Test
    void theBooksBalanceAndAnyoneMayNoteTheChainsHead(Suite suite) throws IOException {
        var audit = suite.door().get("/api/ledger/audit", admin);

        assertThat(audit.json().path("balanced").asBoolean()).as("%s", audit).isTrue();
        await().atMost(SOON).until(() -> suite.door().get("/api/ledger/chain").status() == 200);
    }

    private String wallet(String part) {
        return "/api/wallets/" + player + part;
    }

    private void earn(Suite suite, long amount) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("transaction_id", UUID.randomUUID().toString());
        parameters.put("external_identifier", player);
        parameters.put("currency_amount", Long.toString(amount));
        parameters.put("custom_2", guild);
        assertThat(suite.door().callback(Callback.of(parameters)).word()).isEqualTo("credited");
    }
}
