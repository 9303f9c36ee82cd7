package gg.agis.billing.treasury;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static gg.agis.billing.ServerFixture.aServerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.MemberDriver;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestTokens;
import gg.agis.sandbox.junit.TestTokens.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@BillingServiceTest
class TreasuryTest {

    private static final List<String> PARTS = List.of("", "/history", "/members", "/runway", "/settings");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final String guild = BillingDriver.someSnowflake();
    private final String treasury = "/api/treasuries/" + guild;
    private final String anna = BillingDriver.someSnowflake();
    private final String bert = BillingDriver.someSnowflake();
    private final Caller member = TestTokens.player(anna).memberOf(guild);
    private final Caller officer = TestTokens.player(bert).officerOf(guild);
    private BillingDriver billing;

    @BeforeEach
    void drive() {
        billing = new BillingDriver(port);
    }

    @Test
    void aGuildThatWasGivenNothingHasAnEmptyTreasury() {
        assertThat(billing.get(treasury, member).response().body())
                .isEqualTo("{\"guildId\":\"" + guild + "\",\"unit\":\"GC\",\"available\":0,\"held\":0,\"members\":0}");
        assertThat(billing.get(treasury + "/history", member)
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(billing.get(treasury + "/members", member)
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(billing.get(treasury + "/runway", member).response().body()).isEqualTo("{\"burnPerHour\":0}");
        assertThat(billing.get(treasury + "/settings", member).response().body())
                .isEqualTo("{\"taxBp\":0}");
    }

    @Test
    void provisioningSeesWhatIsThereAndNothingElseAndNoOtherServiceDoes() throws IOException, InterruptedException {
        assertThat(statusFor("provisioning", treasury)).isEqualTo(200);
        for (var part : PARTS.subList(1, PARTS.size())) {
            assertThat(statusFor("provisioning", treasury + part)).as(part).isEqualTo(404);
        }
        assertThat(statusFor("ads", treasury)).isEqualTo(404);
    }

    private int statusFor(String service, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + TestTokens.serviceToken(service, "billing"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void membersOfficersAndAdminsSeeIt() {
        for (var insider : List.of(member, officer, TestTokens.admin(BillingDriver.someSnowflake()))) {
            for (var part : PARTS) {
                assertThat(billing.get(treasury + part, insider).status())
                        .as(part)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void forEveryoneElseItDoesNotExist() {
        for (var stranger : List.of(
                TestTokens.player(anna),
                TestTokens.player(anna).officerOf(BillingDriver.someSnowflake()),
                TestTokens.mod(anna),
                TestTokens.customer("c1"),
                TestTokens.anonymous())) {
            for (var part : PARTS) {
                assertThat(billing.get(treasury + part, stranger).status())
                        .as(part)
                        .isEqualTo(404);
            }
            assertThat(billing.put(treasury + "/settings", stranger, "{\"taxBp\":1}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine", "123456789012345678901", "-1"})
    void whatIsNoGuildsIdHasNoTreasury(String id) {
        assertThat(billing.get("/api/treasuries/" + id, TestTokens.admin(anna)).status())
                .isEqualTo(404);
    }

    @Test
    void officersSetTheTaxAndMembersDoNot() {
        assertThat(billing.put(treasury + "/settings", officer, "{\"taxBp\":5000}")
                        .response()
                        .body())
                .isEqualTo("{\"taxBp\":5000}");
        assertThat(billing.get(treasury + "/settings", member).response().body())
                .isEqualTo("{\"taxBp\":5000}");

        var refused = billing.put(treasury + "/settings", member, "{\"taxBp\":0}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("guild-role-required");
        assertThat(billing.put(treasury + "/settings", TestTokens.admin(anna), "{\"taxBp\":0}")
                        .status())
                .isEqualTo(200);
        assertThat(billing.get(treasury + "/settings", member).response().body())
                .isEqualTo("{\"taxBp\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "5001", "1000000000000"})
    void aTaxIsAtMostHalf(String taxBp) {
        var answer = billing.put(treasury + "/settings", officer, "{\"taxBp\":" + taxBp + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"taxBp\":0.5}", "{\"taxBp\":\"5\"}", "{}", "{\"taxBp\":1,\"balance\":5}"})
    void aTaxIsOneWholeNumberAndNothingElseIsSet(String body) {
        assertThat(billing.put(treasury + "/settings", officer, body).status()).isEqualTo(400);
    }

    @Test
    void itKnowsWhatEachMemberHasGivenLargestFirst() {
        var clara = BillingDriver.someSnowflake();
        var before = Instant.now().minusSeconds(1);
        give(anna, 30);
        give(bert, 50);
        give(clara, 40);
        give(anna, 40);

        assertThat(billing.get(treasury, member).response().body())
                .isEqualTo(
                        "{\"guildId\":\"" + guild + "\",\"unit\":\"GC\",\"available\":160,\"held\":0,\"members\":3}");
        assertThat(members(10))
                .extracting(
                        item -> item.path("playerId").asString(),
                        item -> item.path("contributed").asLong(),
                        item -> item.path("count").asLong())
                .containsExactly(tuple(anna, 70L, 2L), tuple(bert, 50L, 1L), tuple(clara, 40L, 1L));
        assertThat(members(10))
                .allMatch(item -> Instant.parse(item.path("lastAt").asString()).isAfter(before));
    }

    @Test
    void whatIsGivenBackHasNotBeenGiven() {
        give(anna, 30);
        give(bert, 50);
        var anotherOfBerts = new MemberDriver(billing, bert, guild);
        anotherOfBerts.earns(5);
        var transfer = anotherOfBerts.gives(5).json().path("transferId").asString();

        reverse(transfer);
        reverse(billing.get(treasury + "/history", member)
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("amount").asLong() == 30)
                .map(item -> item.path("transferId").asString())
                .findFirst()
                .orElseThrow());

        assertThat(members(10))
                .extracting(
                        item -> item.path("playerId").asString(),
                        item -> item.path("contributed").asLong(),
                        item -> item.path("count").asLong())
                .containsExactly(tuple(bert, 50L, 1L));
        assertThat(billing.get(treasury, member).response().body())
                .contains("\"available\":50,\"held\":0,\"members\":1");
    }

    @Test
    void membersWhoGaveTheSameAreEachListedOnceAcrossParts() {
        var players = Stream.generate(BillingDriver::someSnowflake).limit(5).toList();
        players.forEach(player -> give(player, 10));

        assertThat(members(2))
                .extracting(item -> item.path("playerId").asString())
                .containsExactlyInAnyOrderElementsOf(players);
    }

    @Test
    void itsHistoryCallsTheGuildsPartOfARewardATax(RecordedEvents kafka) {
        billing.put(treasury + "/settings", officer, "{\"taxBp\":1000}");
        var conversion = aConversionBy(anna).forGuild(guild);
        BillingDriver.send(conversion.rewarded(100));
        BillingDriver.send(conversion.reversed(100));
        kafka.expects(
                        "ads.conversion-rewarded.v1",
                        "ads.conversion-reversed.v1",
                        "billing.balance-changed.v1",
                        "billing.balance-changed.v1",
                        "billing.balance-changed.v1",
                        "billing.balance-changed.v1")
                .andNothingElse();

        var items = billing.get(treasury + "/history", member).json().path("items");

        assertThat(items.valueStream())
                .extracting(
                        item -> item.path("kind").asString(),
                        item -> item.path("amount").asLong(),
                        item -> item.path("available").asLong())
                .containsExactly(tuple("ad-reversal", -10L, 0L), tuple("guild-tax", 10L, 10L));
        assertThat(jdbc.sql("""
                                SELECT kind || ' ' || amount || ' ' || available FROM treasury_transactions
                                 WHERE guild_id = ? ORDER BY sequence DESC
                                """).param(guild).query(String.class).list())
                .containsExactly("ad-reversal -10 0", "guild-tax 10 10");
    }

    @Test
    void itsRunwayIsHowLongItPaysForWhatRuns() {
        give(anna, 100);
        var small = aServerOf(guild);
        var large = aServerOf(guild);
        BillingDriver.send(aServerOf(BillingDriver.someSnowflake()).started(1_000, 0));
        BillingDriver.send(small.started(10, 0));
        BillingDriver.send(large.started(20, 0));
        awaitRunway(30, 3);
        var emptyAt = Instant.parse(
                billing.get(treasury + "/runway", member).json().path("emptyAt").asString());
        assertThat(emptyAt).isCloseTo(Instant.now().plus(Duration.ofHours(3)), within(Duration.ofMinutes(1)));

        BillingDriver.send(large.asleep(10));
        awaitRunway(10, 10);
        BillingDriver.send(large.woken(20));
        awaitRunway(30, 3);
        BillingDriver.send(large.renewed(40, 60));
        awaitRunway(50, 2);
        BillingDriver.send(small.started(90, -5));
        BillingDriver.send(small.warned(45));
        BillingDriver.send(small.ended(60));
        awaitRunway(40, 2);
        BillingDriver.send(large.suspended(120));

        await().untilAsserted(() -> assertThat(
                        billing.get(treasury + "/runway", member).response().body())
                .isEqualTo("{\"burnPerHour\":0}"));
    }

    private void awaitRunway(long burnPerHour, long hoursLeft) {
        await().untilAsserted(() -> {
            var runway = billing.get(treasury + "/runway", member).json();
            assertThat(tuple(
                            runway.path("burnPerHour").asLong(),
                            runway.path("hoursLeft").asLong()))
                    .isEqualTo(tuple(burnPerHour, hoursLeft));
        });
    }

    private void reverse(String transfer) {
        var admin = TestTokens.admin(BillingDriver.someSnowflake());
        var answer = billing.post("/api/ledger/transfers/" + transfer + "/reverse", admin, "{\"reason\":\"mistaken\"}");
        assertThat(answer.status()).isEqualTo(201);
    }

    private void give(String player, long amount) {
        var giver = new MemberDriver(billing, player, guild);
        giver.earns(amount);
        assertThat(giver.gives(amount).status()).isEqualTo(201);
    }

    private List<JsonNode> members(int partSize) {
        List<JsonNode> all = new ArrayList<>();
        var cursor = "";
        do {
            var page = billing.get(treasury + "/members?limit=" + partSize + cursor, member)
                    .json();
            page.path("items").forEach(all::add);
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }
}
