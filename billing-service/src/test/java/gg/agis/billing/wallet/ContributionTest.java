package gg.agis.billing.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.MemberDriver;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.wallet.Movement.Conflict;
import gg.agis.billing.wallet.Movement.Made;
import gg.agis.billing.wallet.Movement.Poor;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Keyed;
import gg.agis.sandbox.junit.RecordedEvents;
import gg.agis.sandbox.junit.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@BillingServiceTest
class ContributionTest {

    private static final String REWARDED = "ads.conversion-rewarded.v1";
    private static final String CHANGED = "billing.balance-changed.v1";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Contribute contribute;

    @Autowired
    private AnswerGifts answerGifts;

    @Autowired
    private TransactionTemplate transaction;

    private MemberDriver anna;

    @BeforeEach
    void drive() {
        anna = MemberDriver.someone(port);
    }

    @Test
    void aContributionMovesFromTheWalletToTheTreasury(RecordedEvents kafka) {
        anna.earns(100);

        var answer = anna.gives(60);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("amount").asLong()).isEqualTo(60);
        assertThat(answer.json().path("available").asLong()).isEqualTo(40);
        assertThat(anna.available()).isEqualTo(40);
        assertThat(anna.availableToTheGuild()).isEqualTo(60);
        kafka.expects(REWARDED, CHANGED, CHANGED, CHANGED).andNothingElse();
        assertThat(kafka.ofType(CHANGED).stream().filter(fact -> fact.json().contains("\"contribution\"")))
                .hasSize(2)
                .allMatch(fact ->
                        fact.json().contains(answer.json().path("transferId").asString()));
    }

    @Test
    void aContributionIsMadeOnceHoweverOftenItIsAsked(RecordedEvents kafka) {
        anna.earns(100);
        var key = UUID.randomUUID().toString();

        var first = anna.gives(60, key);
        var second = anna.gives(60, key);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.response().headers().firstValue("Idempotency-Hit")).contains("true");
        assertThat(anna.available()).isEqualTo(40);
        kafka.expects(REWARDED, CHANGED, CHANGED, CHANGED).andNothingElse();
    }

    @Test
    void aContributionWhoseAnswerWasLostIsAnsweredAsTheFirstTimeWhateverCameAfter() {
        anna.earns(100);
        var key = UUID.randomUUID().toString();
        var first = anna.gives(60, key);
        anna.gives(30);
        forgetAnswers();

        var again = anna.gives(60, key);

        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.response().headers().firstValue("Idempotency-Hit")).contains("true");
        assertThat(anna.available()).isEqualTo(10);
        assertThat(anna.asks(anna.treasury() + "/members").response().body())
                .contains("\"contributed\":90,\"count\":2,");
    }

    @Test
    void anotherContributionUnderTheSameKeyIsAConflictEvenOnceTheAnswerIsForgotten() {
        anna.earns(100);
        var key = UUID.randomUUID().toString();
        anna.gives(60, key);
        assertThat(anna.gives(30, key).code()).isEqualTo("idempotency-key-reused");
        forgetAnswers();

        var other = anna.gives(30, key);

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("transfer-conflict");
        assertThat(anna.available()).isEqualTo(40);
    }

    @Test
    void whoHasTooLittleIsToldWhatIsMissing(RecordedEvents kafka) {
        anna.earns(100);

        var answer = anna.gives(130);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("insufficient-funds");
        assertThat(answer.json().path("missing").asLong()).isEqualTo(30);
        assertThat(anna.gives(Long.MAX_VALUE).json().path("missing").asLong()).isEqualTo(Long.MAX_VALUE - 100);
        kafka.expects(REWARDED, CHANGED).andNothingElse();
    }

    @Test
    void ofFiftyWhoSpendTheLastHundredAtOnceOneSucceeds(RecordedEvents kafka) {
        anna.earns(100);

        var answers = MemberDriver.atOnce(50, this::givesUntilDecided);

        assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                .isEqualTo(Map.of(201, 1L, 422, 49L));
        assertThat(answers.stream().filter(answer -> answer.status() == 422))
                .allMatch(answer -> answer.code().equals("insufficient-funds")
                        && answer.json().path("missing").asLong() == 100);
        assertThat(anna.available()).isZero();
        assertThat(anna.availableToTheGuild()).isEqualTo(100);
        kafka.expects(REWARDED, CHANGED, CHANGED, CHANGED).andNothingElse();
    }

    @Test
    void manyWhoComeAtOnceWithOneKeyGiveOnceAndHearTheSame(RecordedEvents kafka) {
        anna.earns(100);
        var key = UUID.randomUUID().toString();

        var answers = MemberDriver.atOnce(20, () -> anna.gives(30, key));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers.stream().map(answer -> answer.response().body()).distinct())
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.response()
                                .headers()
                                .firstValue("Idempotency-Hit")
                                .isPresent()))
                .hasSize(19);
        assertThat(anna.available()).isEqualTo(70);
        kafka.expects(REWARDED, CHANGED, CHANGED, CHANGED).andNothingElse();
    }

    /** As several replicas do it. */
    @Test
    void transactionsThatMeetOverAKeyGiveOnceAndHearTheSame() {
        anna.earns(100);
        var key = new IdempotencyKey(UUID.randomUUID(), "player:" + anna.player(), "00".repeat(32));
        var asked = List.of(new Keyed<>(key, gift(30, key.cause()), "trace"));

        var answers = MemberDriver.atOnce(
                4, () -> answerGifts.answer(asked).getFirst().words());

        assertThat(answers).extracting(ResponseEntity::getStatusCode).containsOnly(HttpStatus.CREATED);
        assertThat(answers.stream()
                        .map(answer -> new String(Objects.requireNonNull(answer.getBody()), UTF_8))
                        .distinct())
                .hasSize(1);
        assertThat(anna.available()).isEqualTo(70);
    }

    @Test
    void ofManyWhoComeAtOnceWithOneKeyAndTwoBodiesOneBodyCounts() {
        anna.earns(100);
        var key = UUID.randomUUID().toString();
        var amounts = new AtomicLong();

        var answers = MemberDriver.atOnce(20, () -> anna.gives(10 + amounts.getAndIncrement() % 2, key));

        assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                .isEqualTo(Map.of(201, 10L, 422, 10L));
        assertThat(answers.stream().filter(answer -> answer.status() == 422))
                .allMatch(answer -> answer.code().equals("idempotency-key-reused"));
        assertThat(anna.available()).isBetween(89L, 90L);
    }

    @Test
    void ofTwoWithOneKeyThatShareATransactionTheSecondHearsTheFirstUnlessItsBodyIsAnother() {
        anna.earns(100);
        var cause = UUID.randomUUID();
        var key = new IdempotencyKey(cause, "player:" + anna.player(), "00".repeat(32));
        var reused = new IdempotencyKey(cause, "player:" + anna.player(), "11".repeat(32));

        var answers = answerGifts.answer(List.of(
                new Keyed<>(key, gift(30, cause), "first"),
                new Keyed<>(key, gift(30, cause), "second"),
                new Keyed<>(reused, gift(31, cause), "third")));

        var first = answers.getFirst().words();
        var second = answers.get(1).words();
        assertThat(first.getHeaders().containsHeader(IdempotencyKey.HIT)).isFalse();
        assertThat(second.getHeaders().containsHeader(IdempotencyKey.HIT)).isTrue();
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThatThrownBy(() -> answers.getLast().words()).hasMessage("idempotency-key-reused");
        assertThat(anna.available()).isEqualTo(70);
    }

    @Test
    void aRefusalStandsForItsKeyAndIsNoneForAnother() {
        var key = UUID.randomUUID().toString();
        var refused = anna.gives(60, key);
        anna.earns(100);

        var again = anna.gives(60, key);

        assertThat(again.response().body())
                .contains("insufficient-funds")
                .isEqualTo(refused.response().body());
        assertThat(again.response().headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(anna.gives(60).status()).isEqualTo(201);
    }

    @Test
    void giftsThatShareATransactionSeeEachOther(RecordedEvents kafka) {
        anna.earns(100);
        var cause = UUID.randomUUID();

        var movements = transaction.execute(status -> contribute.contribute(List.of(
                gift(60, cause),
                gift(60, UUID.randomUUID()),
                gift(60, cause),
                gift(30, cause),
                gift(40, UUID.randomUUID()))));

        var first = (Made) movements.getFirst();
        assertThat(movements)
                .containsExactly(
                        new Made(first.transferId(), 60, 40, false),
                        new Poor(20),
                        new Made(first.transferId(), 60, 40, true),
                        new Conflict(),
                        new Made(((Made) movements.getLast()).transferId(), 40, 0, false));
        assertThat(anna.available()).isZero();
        assertThat(anna.asks(anna.treasury() + "/members").response().body())
                .contains("\"contributed\":100,\"count\":2,");
        kafka.expects(REWARDED, CHANGED, CHANGED, CHANGED, CHANGED, CHANGED).andNothingElse();
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
        anna.earns(100);

        var answer = sends("{\"guildId\":\"%s\",\"amount\":%s}".formatted(anna.guild(), amount));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-amount");
        assertThat(anna.available()).isEqualTo(100);
    }

    @Test
    void anAmountMustBeThereAndNothingElse() {
        assertThat(sends("{\"guildId\":\"" + anna.guild() + "\"}").code()).isEqualTo("invalid-amount");
        assertThat(sends("{\"amount\":5}").code()).isEqualTo("invalid-guild-id");
        assertThat(sends("{\"guildId\":\"" + anna.guild() + "\",\"amount\":5,\"balance\":7}")
                        .code())
                .isEqualTo("unknown-field");
    }

    @Test
    void onlyAMemberGivesToAGuildAndOnlyWhatIsTheirs() {
        anna.earns(100);
        var body = "{\"guildId\":\"%s\",\"amount\":1}".formatted(anna.guild());

        assertThat(anna.billing()
                        .post(anna.wallet() + "/contributions", TestTokens.player(anna.player()), body)
                        .status())
                .isEqualTo(404);
        for (var other : List.of(
                TestTokens.player(BillingDriver.someSnowflake()).memberOf(anna.guild()),
                TestTokens.player(BillingDriver.someSnowflake()).officerOf(anna.guild()),
                TestTokens.admin(BillingDriver.someSnowflake()))) {
            assertThat(anna.billing()
                            .post(anna.wallet() + "/contributions", other, body)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(anna.available()).isEqualTo(100);
    }

    private Gift gift(long amount, UUID cause) {
        return new Gift(Owner.player(anna.player()), Owner.guild(anna.guild()), amount, cause);
    }

    private Answer givesUntilDecided() {
        var key = UUID.randomUUID().toString();
        var answer = anna.gives(100, key);
        // Who has to wait too long for a connection is told to come again, and does.
        while (answer.status() == 503 || answer.code().equals("idempotency-in-progress")) {
            answer = anna.gives(100, key);
        }
        return answer;
    }

    private Answer sends(String body) {
        return anna.billing().post(anna.wallet() + "/contributions", anna.token(), body);
    }

    /** As if the process had died between its commit and its answer, and the lease had run out. */
    private void forgetAnswers() {
        jdbc.sql("DELETE FROM idempotency").update();
    }
}
