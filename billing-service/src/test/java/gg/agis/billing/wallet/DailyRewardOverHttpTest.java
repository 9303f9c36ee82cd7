package gg.agis.billing.wallet;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.MemberDriver;
import gg.agis.sandbox.junit.RecordedEvents;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@BillingServiceTest
class DailyRewardOverHttpTest {

    private static final String CHANGED = "billing.balance-changed.v1";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private MemberDriver anna;

    @BeforeEach
    void drive() {
        anna = MemberDriver.someone(port);
    }

    @Test
    void theDailyRewardIsThereOnceADay(RecordedEvents kafka) {
        var before = Instant.now();

        var first = anna.takesDailyReward(UUID.randomUUID().toString());
        var second = anna.takesDailyReward(UUID.randomUUID().toString());

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("amount").asLong()).isEqualTo(100);
        assertThat(first.json().path("available").asLong()).isEqualTo(100);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("daily-taken");
        var nextAt = Instant.parse(second.json().path("nextAt").asString());
        assertThat(nextAt).isAfter(before).isBefore(before.plusSeconds(86_401));
        assertThat(anna.available()).isEqualTo(100);
        kafka.expects(CHANGED).andNothingElse();
        assertThat(kafka.all().getFirst().json()).contains("\"kind\":\"daily\"");
        var cause = anna.asks(anna.wallet() + "/history")
                .json()
                .path("items")
                .get(0)
                .path("cause")
                .asString();
        assertThat(cause).doesNotContain(anna.player());
    }

    @Test
    void theDailyRewardAskedForAgainByTheSameRequestIsAnsweredAsTheFirstTime() {
        var key = UUID.randomUUID().toString();
        var first = anna.takesDailyReward(key);
        anna.gives(100);

        var again = anna.takesDailyReward(key);
        forgetAnswers();
        var afterACrash = anna.takesDailyReward(key);

        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(afterACrash.status()).isEqualTo(201);
        assertThat(afterACrash.response().body()).isEqualTo(first.response().body());
        assertThat(afterACrash.response().headers().firstValue("Idempotency-Hit"))
                .contains("true");
        assertThat(anna.available()).isZero();
    }

    @Test
    void ofManyWhoTakeTheDailyRewardAtOnceOneGetsIt() {
        var answers = MemberDriver.atOnce(
                8, () -> anna.takesDailyReward(UUID.randomUUID().toString()));

        assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                .isEqualTo(Map.of(201, 1L, 409, 7L));
        assertThat(anna.available()).isEqualTo(100);
    }

    /** As if the process had died between its commit and its answer, and the lease had run out. */
    private void forgetAnswers() {
        jdbc.sql("DELETE FROM idempotency").update();
    }
}
