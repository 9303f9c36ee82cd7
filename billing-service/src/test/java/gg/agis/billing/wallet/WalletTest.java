package gg.agis.billing.wallet;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestTokens;
import gg.agis.sandbox.junit.TestTokens.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@BillingServiceTest
class WalletTest {

    private static final String REWARDED = "ads.conversion-rewarded.v1";
    private static final String CHANGED = "billing.balance-changed.v1";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final String player = BillingDriver.someSnowflake();
    private final String guild = BillingDriver.someSnowflake();
    private final Caller member = TestTokens.player(player).memberOf(guild);
    private final String wallet = "/api/wallets/" + player;
    private BillingDriver billing;

    @BeforeEach
    void drive() {
        billing = new BillingDriver(port);
    }

    @Test
    void whoHasEarnedNothingHasAnEmptyWallet() {
        assertThat(billing.get(wallet, member).response().body())
                .isEqualTo(
                        "{\"playerId\":\"" + player + "\",\"unit\":\"GC\",\"available\":0,\"held\":0,\"pending\":0}");
    }

    @Test
    void someoneElsesWalletDoesNotExist() {
        for (var stranger : List.of(
                TestTokens.player(BillingDriver.someSnowflake()),
                TestTokens.mod(BillingDriver.someSnowflake()),
                TestTokens.customer("c1"),
                TestTokens.anonymous())) {
            assertThat(billing.get(wallet, stranger).status()).isEqualTo(404);
            assertThat(billing.get(wallet + "/history", stranger).status()).isEqualTo(404);
            assertThat(billing.post(wallet + "/daily", stranger, "").status()).isIn(401, 404);
        }
    }

    @Test
    void anAdminSeesEveryWallet() {
        var admin = TestTokens.admin(BillingDriver.someSnowflake());

        assertThat(billing.get(wallet, admin).status()).isEqualTo(200);
        assertThat(billing.get(wallet + "/history", admin).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "123456789012345678901", "12a", "-1", "1%20", "%D9%A1"})
    void whatIsNoPlayersIdHasNoWallet(String id) {
        var answer = billing.get("/api/wallets/" + id, TestTokens.admin(player));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not-found");
    }

    @Test
    void aContributionMovesFromTheWalletToTheTreasury(RecordedEvents kafka) {
        earn(100);

        var answer = contribute(60);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("amount").asLong()).isEqualTo(60);
        assertThat(answer.json().path("available").asLong()).isEqualTo(40);
        assertThat(available()).isEqualTo(40);
        assertThat(treasury()).isEqualTo(60);
        kafka.expects(REWARDED, CHANGED, CHANGED, CHANGED).andNothingElse();
        assertThat(kafka.ofType(CHANGED).stream().filter(fact -> fact.json().contains("\"contribution\"")))
                .hasSize(2)
                .allMatch(fact ->
                        fact.json().contains(answer.json().path("transferId").asString()));
    }

    @Test
    void aContributionIsMadeOnceHoweverOftenItIsAsked(RecordedEvents kafka) {
        earn(100);
        var key = UUID.randomUUID().toString();

        var first = contribute(60, key);
        var second = contribute(60, key);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.response().headers().firstValue("Idempotency-Hit")).contains("true");
        assertThat(available()).isEqualTo(40);
        kafka.expects(REWARDED, CHANGED, CHANGED, CHANGED).andNothingElse();
    }

    @Test
    void aContributionWhoseAnswerWasLostIsAnsweredAsTheFirstTimeWhateverCameAfter() {
        earn(100);
        var key = UUID.randomUUID().toString();
        var first = contribute(60, key);
        contribute(30);
        forgetAnswers();

        var again = contribute(60, key);

        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.response().headers().firstValue("Idempotency-Hit")).contains("true");
        assertThat(available()).isEqualTo(10);
        assertThat(contributedBy(member)).isEqualTo(tuple(90L, 2L));
    }

    @Test
    void anotherContributionUnderTheSameKeyIsAConflictEvenOnceTheAnswerIsForgotten() {
        earn(100);
        var key = UUID.randomUUID().toString();
        contribute(60, key);
        assertThat(contribute(30, key).code()).isEqualTo("idempotency-key-reused");
        forgetAnswers();

        var other = contribute(30, key);

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("transfer-conflict");
        assertThat(available()).isEqualTo(40);
    }

    @Test
    void whoHasTooLittleIsToldWhatIsMissing(RecordedEvents kafka) {
        earn(100);

        var answer = contribute(130);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("insufficient-funds");
        assertThat(answer.json().path("missing").asLong()).isEqualTo(30);
        assertThat(contribute(Long.MAX_VALUE).json().path("missing").asLong()).isEqualTo(Long.MAX_VALUE - 100);
        kafka.expects(REWARDED, CHANGED).andNothingElse();
    }

    @Test
    void ofFiftyWhoSpendTheLastHundredAtOnceOneSucceeds(RecordedEvents kafka) {
        earn(100);

        var answers = atOnce(50, this::contributeUntilDecided);

        assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                .isEqualTo(Map.of(201, 1L, 422, 49L));
        assertThat(answers.stream().filter(answer -> answer.status() == 422))
                .allMatch(answer -> answer.code().equals("insufficient-funds")
                        && answer.json().path("missing").asLong() == 100);
        assertThat(available()).isZero();
        assertThat(treasury()).isEqualTo(100);
        kafka.expects(REWARDED, CHANGED, CHANGED, CHANGED).andNothingElse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1.5",
                "1.0",
                "1e2",
                "\"5\"",
                "9223372036854775808",
                "-9223372036854775809",
                "null",
                "[]"
            })
    void anAmountIsAPositiveWholeNumberThatCanBeCounted(String amount) {
        earn(100);

        var answer = contribute("{\"guildId\":\"%s\",\"amount\":%s}".formatted(guild, amount));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-amount");
        assertThat(available()).isEqualTo(100);
    }

    @Test
    void anAmountMustBeThereAndNothingElse() {
        assertThat(contribute("{\"guildId\":\"" + guild + "\"}").code()).isEqualTo("invalid-amount");
        assertThat(contribute("{\"amount\":5}").code()).isEqualTo("invalid-guild-id");
        assertThat(contribute("{\"guildId\":\"" + guild + "\",\"amount\":5,\"balance\":7}")
                        .code())
                .isEqualTo("unknown-field");
    }

    @Test
    void onlyAMemberGivesToAGuildAndOnlyWhatIsTheirs() {
        earn(100);
        var body = "{\"guildId\":\"%s\",\"amount\":1}".formatted(guild);

        assertThat(billing.post(wallet + "/contributions", TestTokens.player(player), body)
                        .status())
                .isEqualTo(404);
        for (var other : List.of(
                TestTokens.player(BillingDriver.someSnowflake()).memberOf(guild),
                TestTokens.player(BillingDriver.someSnowflake()).officerOf(guild),
                TestTokens.admin(BillingDriver.someSnowflake()))) {
            assertThat(billing.post(wallet + "/contributions", other, body).status())
                    .isEqualTo(404);
        }
        assertThat(available()).isEqualTo(100);
    }

    @Test
    void theDailyRewardIsThereOnceADay(RecordedEvents kafka) {
        var before = Instant.now();

        var first = takeDaily(UUID.randomUUID().toString());
        var second = takeDaily(UUID.randomUUID().toString());

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("amount").asLong()).isEqualTo(100);
        assertThat(first.json().path("available").asLong()).isEqualTo(100);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("daily-taken");
        var nextAt = Instant.parse(second.json().path("nextAt").asString());
        assertThat(nextAt).isAfter(before).isBefore(before.plusSeconds(86_401));
        assertThat(available()).isEqualTo(100);
        kafka.expects(CHANGED).andNothingElse();
        assertThat(kafka.all().getFirst().json()).contains("\"kind\":\"daily\"");
        var cause = billing.get(wallet + "/history", member)
                .json()
                .path("items")
                .get(0)
                .path("cause")
                .asString();
        assertThat(cause).doesNotContain(player);
    }

    @Test
    void theDailyRewardAskedForAgainByTheSameRequestIsAnsweredAsTheFirstTime() {
        var key = UUID.randomUUID().toString();
        var first = takeDaily(key);
        contribute(100);

        var again = takeDaily(key);
        forgetAnswers();
        var afterACrash = takeDaily(key);

        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(afterACrash.status()).isEqualTo(201);
        assertThat(afterACrash.response().body()).isEqualTo(first.response().body());
        assertThat(afterACrash.response().headers().firstValue("Idempotency-Hit"))
                .contains("true");
        assertThat(available()).isZero();
    }

    @Test
    void ofManyWhoTakeTheDailyRewardAtOnceOneGetsIt() {
        var answers = atOnce(8, () -> takeDaily(UUID.randomUUID().toString()));

        assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                .isEqualTo(Map.of(201, 1L, 409, 7L));
        assertThat(available()).isEqualTo(100);
    }

    @Test
    void theHistorySaysWhatMovedNewestFirst() {
        earn(100);
        var given = contribute(30).json().path("transferId").asString();
        takeDaily(UUID.randomUUID().toString());

        var items = billing.get(wallet + "/history", member).json().path("items");

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
                .forEach(amount -> BillingDriver.send(aConversionBy(player).rewarded(amount)));
        await().until(() -> available() == 28);

        List<Long> amounts = new ArrayList<>();
        var cursor = "";
        int parts = 0;
        do {
            var page = billing.get(wallet + "/history?limit=3" + cursor, member).json();
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
        assertThat(billing.get(wallet + "/history?cursor=AAAA", member).code()).isEqualTo("invalid-cursor");
        assertThat(billing.get(wallet + "/history?limit=0", member).code()).isEqualTo("invalid-parameter");
    }

    private void earn(long amount) {
        BillingDriver.send(aConversionBy(player).rewarded(amount));
        await().until(() -> available() == amount);
    }

    private static List<Answer> atOnce(int people, Callable<Answer> ask) {
        List<Future<Answer>> asked;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = IntStream.range(0, people)
                    .mapToObj(number -> threads.submit(ask))
                    .toList();
        }
        return asked.stream().map(Future::resultNow).toList();
    }

    private Answer contributeUntilDecided() {
        var key = UUID.randomUUID().toString();
        var answer = contribute(100, key);
        // Four connections for fifty people: who waits too long is told to come again, and does.
        while (answer.status() == 503 || answer.code().equals("idempotency-in-progress")) {
            answer = contribute(100, key);
        }
        return answer;
    }

    private Answer contribute(long amount) {
        return contribute(amount, UUID.randomUUID().toString());
    }

    private Answer contribute(long amount, String key) {
        return billing.post(
                wallet + "/contributions", member, key, "{\"guildId\":\"%s\",\"amount\":%d}".formatted(guild, amount));
    }

    private Answer contribute(String body) {
        return billing.post(wallet + "/contributions", member, body);
    }

    private Answer takeDaily(String key) {
        return billing.post(wallet + "/daily", member, key, "");
    }

    /** As if the process had died between its commit and its answer, and the lease had run out. */
    private void forgetAnswers() {
        jdbc.sql("DELETE FROM idempotency").update();
    }

    private long available() {
        return balance(billing.get(wallet, member));
    }

    private long treasury() {
        return balance(billing.get("/api/treasuries/" + guild, member));
    }

    private Tuple contributedBy(Caller caller) {
        JsonNode mine = billing.get("/api/treasuries/" + guild + "/members", caller)
                .json()
                .path("items")
                .get(0);
        return tuple(mine.path("contributed").asLong(), mine.path("count").asLong());
    }

    private static long balance(Answer answer) {
        return answer.json().path("available").asLong();
    }
}
