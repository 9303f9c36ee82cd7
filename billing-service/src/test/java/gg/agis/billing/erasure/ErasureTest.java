package gg.agis.billing.erasure;

import static gg.agis.billing.BillingDriver.atOnce;
import static gg.agis.billing.BillingDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.common.event.DiscordEvent.PlayerErased;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestPostgres;
import gg.agis.sandbox.junit.TestTokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@BillingServiceTest
class ErasureTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final TestTokens.Caller ADMIN = TestTokens.admin(someSnowflake());

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final String player = someSnowflake();
    private BillingDriver billing;

    @BeforeEach
    void connect() {
        billing = new BillingDriver(port);
    }

    @Test
    void anErasedPlayerCannotBeFoundAndTheBooksAreAsTheyWere(RecordedEvents kafka) {
        grant(player, 2_000);
        var purchase = buy();
        var account = accountOf(player);
        var before = historyOf(account);
        var chainBefore = audit().path("chainBrokenAt");

        erase(kafka);

        assertThat(kafka.ofType("discord.erasure-done.v1").getLast().json())
                .isEqualTo("{\"playerId\":\"" + player + "\",\"service\":\"billing\"}");
        // What has just been sent leaves the outbox a moment later.
        await().untilAsserted(() -> assertThat(tablesThatName(player)).isEmpty());
        assertThat(historyOf(account)).isEqualTo(before).hasSize(2);
        assertThat(billing.get("/api/wallets/" + player, ADMIN)
                        .json()
                        .path("available")
                        .asLong())
                .isZero();
        assertThat(jdbc.sql("SELECT owner FROM accounts WHERE account_id = ? AND balance = 1500")
                        .param(account)
                        .query(String.class)
                        .single())
                .startsWith("player:erased-");
        var audit = audit();
        assertThat(audit.path("chainBrokenAt")).isEqualTo(chainBefore);
        assertThat(audit.path("imbalance").toString()).isEqualTo("{\"GC\":0,\"CREDIT\":0}");
        assertThat(audit.path("wrongBalances").toString()).doesNotContain(account.toString(), player);
        assertThat(billing.get("/api/ledger/transfers/" + purchase, ADMIN)
                        .json()
                        .path("postings")
                        .toString())
                .contains("player:erased-", "-500", "house:shop");
    }

    @Test
    void whoAsksTwiceIsAnsweredTwiceAndNothingChanges(RecordedEvents kafka) {
        grant(player, 10);
        var account = accountOf(player);
        erase(kafka);
        var pseudonym = ownerOf(account);

        erase(kafka);

        kafka.expects("billing.balance-changed.v1").andNothingElse();
        assertThat(kafka.ofType("discord.erasure-done.v1")).hasSize(2);
        assertThat(ownerOf(account)).isEqualTo(pseudonym);
    }

    @Test
    void someoneWhomBillingNeverKnewIsForgottenAsWell(RecordedEvents kafka) {
        erase(kafka);

        kafka.andNothingElse();
    }

    @Test
    void whoComesBackBeginsAnew(RecordedEvents kafka) {
        grant(player, 10);
        var old = accountOf(player);
        erase(kafka);

        grant(player, 3);

        assertThat(accountOf(player)).isNotEqualTo(old);
        assertThat(billing.get("/api/wallets/" + player, ADMIN)
                        .json()
                        .path("available")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void anErasureWhileThePlayerSpendsLosesNothing(RecordedEvents kafka) {
        grant(player, 2_000);
        var account = accountOf(player);
        BillingDriver.send(new PlayerErased(player, NOON));

        var answers = atOnce(
                20,
                number -> billing.post(
                        "/api/shop/purchases",
                        TestTokens.player(player),
                        "order-" + number,
                        "{\"itemId\":\"coloured-name\",\"quantity\":1}"));

        kafka.expects("discord.erasure-done.v1", "discord.player-erased.v1");
        long bought = answers.stream().filter(answer -> answer.status() == 201).count();
        assertThat(bought).isLessThanOrEqualTo(4);
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 422);
        assertThat(jdbc.sql("SELECT balance FROM accounts WHERE account_id = ?")
                        .param(account)
                        .query(Long.class)
                        .single())
                .isEqualTo(2_000 - bought * 500);
    }

    @Test
    void whatAnOperatorDidStaysAndWhoTheyWereGoes(RecordedEvents kafka) {
        var operator = TestTokens.admin(player);
        var other = someSnowflake();
        var given = billing.post(
                "/api/wallets/" + other + "/grants",
                operator,
                "{\"mode\":\"set\",\"amount\":5,\"reason\":\"for a test\"}");

        erase(kafka);

        // What has just been sent leaves the outbox a moment later.
        await().untilAsserted(() -> assertThat(tablesThatName(player)).isEmpty());
        var entry = billing.get("/api/audit-log", ADMIN)
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("target")
                        .asString()
                        .endsWith(given.json().path("transferId").asString()))
                .findFirst()
                .orElseThrow();
        assertThat(entry.path("by").asString()).startsWith("player:erased-");
    }

    private JsonNode audit() {
        return billing.get("/api/ledger/audit", ADMIN).json();
    }

    private void erase(RecordedEvents kafka) {
        BillingDriver.send(new PlayerErased(player, NOON));
        kafka.expects("discord.player-erased.v1", "discord.erasure-done.v1");
    }

    private void grant(String to, long amount) {
        assertThat(billing.post(
                                "/api/wallets/" + to + "/grants",
                                ADMIN,
                                "{\"mode\":\"increment\",\"amount\":%d,\"reason\":\"for a test\"}".formatted(amount))
                        .status())
                .isEqualTo(201);
    }

    private String buy() {
        return billing.post(
                        "/api/shop/purchases",
                        TestTokens.player(player),
                        "{\"itemId\":\"coloured-name\",\"quantity\":1}")
                .json()
                .path("transferId")
                .asString();
    }

    private UUID accountOf(String playerId) {
        return jdbc.sql("SELECT account_id FROM accounts WHERE owner = ?")
                .param("player:" + playerId)
                .query(UUID.class)
                .single();
    }

    private String ownerOf(UUID account) {
        return jdbc.sql("SELECT owner FROM accounts WHERE account_id = ?")
                .param(account)
                .query(String.class)
                .single();
    }

    private List<String> historyOf(UUID account) {
        return jdbc.sql("SELECT p::text FROM postings p WHERE account_id = ? ORDER BY sequence")
                .param(account)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Looks through every row of every table, the dead letters and answers of others included. */
    private static List<String> tablesThatName(String playerId) {
        var found = new ArrayList<String>();
        try (var connection = TestPostgres.superuser();
                var look = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var names =
                    look.executeQuery("SELECT format('billing.%I', relname) FROM pg_class WHERE relkind IN ('r', 'p')"
                            + " AND NOT relispartition AND relnamespace = 'billing'::regnamespace")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (var table : tables) {
                try (var row = look.executeQuery(
                        "SELECT 1 FROM %s t WHERE t::text LIKE '%%%s%%' LIMIT 1".formatted(table, playerId))) {
                    if (row.next()) {
                        found.add(table);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }
}
