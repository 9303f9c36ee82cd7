package gg.agis.billing.adjustment;

import static gg.agis.billing.BillingDriver.atOnce;
import static gg.agis.billing.BillingDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.event.DiscordEvent.PlayerErased;
import gg.agis.common.id.MadeId;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestTokens;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@BillingServiceTest
class AdjustmentTest {

    private static final TestTokens.Caller ANNA = TestTokens.admin(someSnowflake());
    private static final TestTokens.Caller BERT = TestTokens.admin(someSnowflake());

    @LocalServerPort
    private int port;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final String player = someSnowflake();
    private BillingDriver billing;

    @BeforeEach
    void connect() {
        billing = new BillingDriver(port);
    }

    @Test
    void anIncrementGivesAndTakes(RecordedEvents kafka) {
        var given = grant("increment", 500);
        var taken = grant("increment", -200);

        assertThat(given.status()).isEqualTo(201);
        assertThat(given.json().toString()).contains("\"state\":\"posted\"", "\"amount\":500,\"available\":500}");
        assertThat(taken.json().toString()).contains("\"amount\":-200,\"available\":300}");
        kafka.expects("billing.balance-changed.v1", "billing.balance-changed.v1")
                .andNothingElse();
        assertThat(kafka.ofType("billing.balance-changed.v1").getLast().json())
                .contains("\"kind\":\"grant\"", "\"amount\":-200", "\"available\":300");
    }

    @Test
    void aSetMakesTheBalanceWhatItSays() {
        grant("increment", 500);

        var less = grant("set", 120);
        var same = grant("set", 120);
        var more = grant("set", 700);

        assertThat(less.json().toString()).contains("\"amount\":-380,\"available\":120}");
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json().toString()).isEqualTo("{\"state\":\"unchanged\",\"amount\":0,\"available\":120}");
        assertThat(more.json().toString()).contains("\"amount\":580,\"available\":700}");
    }

    @Test
    void setsAtOnceEndAtTheirFigure() {
        atOnce(20, number -> post("/api/wallets/" + player + "/grants", ANNA, "set-" + number, grantOf("set", 77)));

        assertThat(available()).isEqualTo(77);
        assertThat(jdbc.sql("SELECT count(*) FROM postings JOIN accounts USING (account_id) WHERE owner = ?")
                        .param("player:" + player)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void noOperatorTakesMoreThanThereIs() {
        grant("increment", 100);

        var answer = grant("increment", -130);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("insufficient-funds");
        assertThat(answer.json().path("missing").asLong()).isEqualTo(30);
        assertThat(available()).isEqualTo(100);
    }

    @Test
    void anAdjustmentReachesEveryOwnerAndUnit() {
        var customer = "customer:" + someSnowflake();
        var answer = adjust(customer, "CREDIT", "increment", 5);

        assertThat(answer.status()).isEqualTo(201);
        var transfer = billing.get(
                        "/api/ledger/transfers/"
                                + answer.json().path("transferId").asString(),
                        ANNA)
                .json();
        assertThat(transfer.path("kind").asString()).isEqualTo("adjustment");
        assertThat(transfer.path("reason").asString()).isEqualTo("for a test");
        assertThat(transfer.path("at").asString()).endsWith("Z");
        assertThat(transfer.path("postings").toString())
                .isEqualTo("[{\"owner\":\"" + customer + "\",\"unit\":\"CREDIT\",\"amount\":5},"
                        + "{\"owner\":\"house:operators\",\"unit\":\"CREDIT\",\"amount\":-5}]");
        assertThat(adjust("guild:" + someSnowflake(), "GC", "set", 10).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            increment | 0
            increment | 1.5
            increment | 9223372036854775808
            increment | 9223372036854775807
            increment | -9223372036854775808
            increment | "10"
            increment | null
            set       | -1
            set       | 1.5
            set       | 9223372036854775808
            set       | 9223372036854775807
            """)
    void anAmountThatMakesNoSenseIsRefused(String mode, String amount) {
        var grant = "{\"mode\":\"%s\",\"amount\":%s,\"reason\":\"for a test\"}".formatted(mode, amount);
        var adjustment =
                "{\"owner\":\"player:%s\",\"unit\":\"GC\",\"mode\":\"%s\",\"amount\":%s,\"reason\":\"for a test\"}"
                        .formatted(player, mode, amount);

        assertRefused(billing.post("/api/wallets/" + player + "/grants", ANNA, grant), "invalid-amount");
        assertRefused(billing.post("/api/ledger/adjustments", ANNA, adjustment), "invalid-amount");
        assertThat(available()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"mode":"double","amount":1,"reason":"x"}               | invalid-mode
            {"amount":1,"reason":"x"}                               | invalid-mode
            {"mode":"set","amount":1}                               | invalid-reason
            {"mode":"set","amount":1,"reason":" "}                  | invalid-reason
            {"mode":"set","amount":1,"reason":"x","available":1}    | unknown-field
            """)
    void aGrantThatMakesNoSenseIsRefused(String grant, String code) {
        assertRefused(billing.post("/api/wallets/" + player + "/grants", ANNA, grant), code);
    }

    @Test
    void aReasonHasTwoHundredCharactersAtMost() {
        var body = "{\"mode\":\"set\",\"amount\":1,\"reason\":\"%s\"}";
        var path = "/api/wallets/" + player + "/grants";

        assertRefused(billing.post(path, ANNA, body.formatted("x".repeat(201))), "invalid-reason");
        assertThat(billing.post(path, ANNA, body.formatted("x".repeat(200))).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "house:operators, GC, same-account",
        "house:operators, CREDIT, same-account",
        "house:ads, GC, invalid-owner",
        "nobody, GC, invalid-owner",
        "player:, GC, invalid-owner",
        "player:1, EUR, invalid-unit"
    })
    void whatIsNobodysAccountIsNotAdjusted(String owner, String unit, String code) {
        assertRefused(adjust(owner, unit, "increment", 1), code);
    }

    @Test
    void onlyAnAdminGrantsAndAdjusts() {
        var path = "/api/wallets/" + player + "/grants";
        var grant = grantOf("increment", 5);

        assertThat(billing.post(path, TestTokens.player(player), grant).status())
                .isEqualTo(403);
        assertThat(billing.post(path, TestTokens.player(someSnowflake()), grant).status())
                .isEqualTo(404);
        assertThat(billing.post(path, TestTokens.mod(someSnowflake()), grant).status())
                .isEqualTo(404);
        assertThat(billing.post(
                                "/api/ledger/adjustments",
                                TestTokens.player(player),
                                "{\"owner\":\"player:1\",\"unit\":\"GC\",\"mode\":\"set\",\"amount\":1,\"reason\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(available()).isZero();
    }

    @Test
    void theSameGrantIsGivenOnceThoughItsAnswerIsForgotten() {
        var path = "/api/wallets/" + player + "/grants";
        var first = post(path, ANNA, "key", grantOf("increment", 5));
        forgetAnswers();
        var again = post(path, ANNA, "key", grantOf("increment", 5));
        forgetAnswers();
        var another = post(path, ANNA, "key", grantOf("increment", 6));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.response().headers().firstValue("Idempotency-Hit")).hasValue("true");
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.code()).isEqualTo("transfer-conflict");
        assertThat(available()).isEqualTo(5);
    }

    @Test
    void aSetThatWasDoneIsNotDoneAnewThoughTheBalanceIsAnotherNow() {
        var path = "/api/wallets/" + player + "/grants";
        var first = post(path, ANNA, "key", grantOf("set", 50));
        grant("increment", 7);
        forgetAnswers();

        var again = post(path, ANNA, "key", grantOf("set", 50));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(available()).isEqualTo(57);
    }

    @Test
    void aTransferThatStandsIsNotOverwritten() {
        var path = "/api/wallets/" + player + "/grants";
        var cause = MadeId.restCause(ANNA.subject(), "POST", path, "forged").toString();
        var standing = Transfer.ofGc(Owner.OPERATORS, Owner.guild("1"), 3, TransferKind.GRANT, cause, "another");
        transaction.executeWithoutResult(status -> ledger.post(standing));

        for (var body : new String[] {grantOf("increment", 3), grantOf("set", 3)}) {
            forgetAnswers();
            var answer = post(path, ANNA, "forged", body);

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("transfer-conflict");
        }
        assertThat(available()).isZero();
        assertThat(ledger.find(standing.id())).contains(standing);
    }

    @Test
    void aLargeGrantTakesTwo() {
        var asked = grant("increment", 10_001);
        var id = asked.json().path("id").asString();

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().toString()).isEqualTo("{\"state\":\"pending-approval\",\"id\":\"" + id + "\"}");
        assertThat(available()).isZero();

        var alone = approve(id, ANNA);
        assertThat(alone.status()).isEqualTo(403);
        assertThat(alone.code()).isEqualTo("approval-required");
        assertThat(available()).isZero();

        var second = approve(id, BERT);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().toString())
                .contains("\"state\":\"approved\"", "\"postedAmount\":10001", "\"reason\":\"for a test\"")
                .contains("\"askedBy\":\"" + ANNA.subject(), "\"approvedBy\":\"" + BERT.subject(), "\"approvedAt\":");
        assertThat(available()).isEqualTo(10_001);

        var again = approve(id, BERT);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(second.json());
        assertThat(available()).isEqualTo(10_001);
    }

    @Test
    void tenThousandIsWhatOneMayDoAlone() {
        assertThat(grant("increment", 10_000).status()).isEqualTo(201);
        assertThat(grant("increment", -10_000).status()).isEqualTo(201);
        assertThat(grant("set", 10_000).status()).isEqualTo(201);
        assertThat(grant("set", 20_001).status()).isEqualTo(202);
        assertThat(grant("set", 20_000).status()).isEqualTo(201);
        assertThat(grant("increment", -10_001).status()).isEqualTo(202);
    }

    @Test
    void whoApprovesAtOnceApprovesOnce() {
        var id = grant("increment", 20_000).json().path("id").asString();
        var answers = atOnce(10, number -> approve(id, TestTokens.admin(someSnowflake())));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(Answer::json).distinct()).hasSize(1);
        assertThat(available()).isEqualTo(20_000);
    }

    @Test
    void whatASetComesToIsDecidedWhenItIsApproved() {
        var id = grant("set", 50_000).json().path("id").asString();
        grant("increment", 10_000);

        assertThat(approve(id, BERT).json().path("postedAmount").asLong()).isEqualTo(40_000);
        assertThat(available()).isEqualTo(50_000);
    }

    @Test
    void aSetThatIsTrueByNowMovesNothing() {
        var id = grant("set", 10_500).json().path("id").asString();
        grant("increment", 10_000);
        grant("increment", 500);

        var answer = approve(id, BERT);

        assertThat(answer.json().toString()).contains("\"state\":\"approved\"", "\"postedAmount\":0");
        assertThat(billing.get("/api/ledger/transfers/" + id, ANNA).status()).isEqualTo(404);
    }

    @Test
    void whatIsNotThereCannotBeTakenByTwoEither() {
        var id = grant("increment", -20_000).json().path("id").asString();

        var tooPoor = approve(id, BERT);
        grant("increment", 10_000);
        grant("increment", 10_000);
        var richer = approve(id, BERT);

        assertThat(tooPoor.status()).isEqualTo(422);
        assertThat(tooPoor.json().path("missing").asLong()).isEqualTo(20_000);
        assertThat(richer.status()).isEqualTo(200);
        assertThat(available()).isZero();
    }

    @Test
    void aLargeGrantAskedForAgainWaitsOnce() {
        var path = "/api/wallets/" + player + "/grants";
        var first = post(path, ANNA, "key", grantOf("set", 20_000));
        grant("increment", 10_000);
        forgetAnswers();
        var again = post(path, ANNA, "key", grantOf("set", 20_000));
        forgetAnswers();
        var another = post(path, ANNA, "key", grantOf("set", 20_001));

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(another.code()).isEqualTo("transfer-conflict");
        assertThat(available()).isEqualTo(10_000);
    }

    @Test
    void theSecondPersonFindsWhatWaits() {
        var first = grant("increment", 20_000).json().path("id").asString();
        var second = grant("increment", 30_000).json().path("id").asString();

        assertThat(listed("pending-approval")).containsSubsequence(first, second);
        approve(first, BERT);
        assertThat(listed("pending-approval")).contains(second).doesNotContain(first);
        assertThat(listed("approved")).contains(first).doesNotContain(second);
        assertThat(billing.get("/api/ledger/adjustments?state=forgotten", ANNA).code())
                .isEqualTo("invalid-parameter");
        assertThat(billing.get("/api/ledger/adjustments", TestTokens.player(player))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theListGoesOnWhereItEnded() {
        grant("increment", 20_000);
        grant("increment", 30_000);
        var all = billing.get("/api/ledger/adjustments?limit=200", ANNA)
                .json()
                .path("items")
                .findValuesAsString("id");

        var first = billing.get("/api/ledger/adjustments?limit=1", ANNA).json();
        var cursor = first.path("nextCursor").asString();
        var second = billing.get("/api/ledger/adjustments?limit=1&cursor=" + cursor, ANNA)
                .json();

        assertThat(first.path("items").findValuesAsString("id")).containsExactly(all.get(0));
        assertThat(second.path("items").findValuesAsString("id")).containsExactly(all.get(1));
    }

    @Test
    void whatNobodyAskedForCannotBeApproved() {
        assertThat(approve("00000000-0000-8000-8000-000000000000", BERT).status())
                .isEqualTo(404);
        var id = grant("increment", 20_000).json().path("id").asString();
        assertThat(approve(id, TestTokens.mod(someSnowflake())).status()).isEqualTo(403);
    }

    @Test
    void whoIsErasedNoLongerStandsForWhatTheyAskedFor(RecordedEvents kafka) {
        var carl = someSnowflake();
        var id = post("/api/wallets/" + player + "/grants", TestTokens.admin(carl), "key", grantOf("set", 20_000))
                .json()
                .path("id")
                .asString();

        BillingDriver.send(new PlayerErased(carl, Instant.parse("2026-11-21T12:00:00Z")));
        kafka.expects("discord.player-erased.v1", "discord.erasure-done.v1");

        var answer = approve(id, BERT);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("invalid-state");
        assertThat(approve(id, TestTokens.admin(carl)).status()).isEqualTo(409);
        assertThat(listed("withdrawn")).contains(id);
        assertThat(available()).isZero();
    }

    private Answer grant(String mode, long amount) {
        return billing.post("/api/wallets/" + player + "/grants", ANNA, grantOf(mode, amount));
    }

    private static String grantOf(String mode, long amount) {
        return "{\"mode\":\"%s\",\"amount\":%d,\"reason\":\"for a test\"}".formatted(mode, amount);
    }

    private Answer post(String path, TestTokens.Caller caller, String key, String body) {
        return billing.post(path, caller, key, body);
    }

    private Answer approve(String id, TestTokens.Caller by) {
        return billing.post("/api/ledger/adjustments/" + id + "/approve", by, "{}");
    }

    private Answer adjust(String owner, String unit, String mode, long amount) {
        return billing.post(
                "/api/ledger/adjustments",
                ANNA,
                "{\"owner\":\"%s\",\"unit\":\"%s\",\"mode\":\"%s\",\"amount\":%d,\"reason\":\"for a test\"}"
                        .formatted(owner, unit, mode, amount));
    }

    private List<String> listed(String state) {
        return billing.get("/api/ledger/adjustments?limit=200&state=" + state, ANNA)
                .json()
                .path("items")
                .findValuesAsString("id");
    }

    private long available() {
        return billing.get("/api/wallets/" + player, ANNA)
                .json()
                .path("available")
                .asLong();
    }

    private void forgetAnswers() {
        jdbc.sql("DELETE FROM idempotency").update();
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(400);
    }
}
