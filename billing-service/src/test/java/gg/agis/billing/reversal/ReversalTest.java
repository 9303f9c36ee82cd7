package gg.agis.billing.reversal;

import static gg.agis.billing.BillingDriver.atOnce;
import static gg.agis.billing.BillingDriver.someSnowflake;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.Transfer.Posting;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.id.MadeId;
import gg.agis.sandbox.junit.TestTokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@BillingServiceTest
class ReversalTest {

    private static final TestTokens.Caller ADMIN = TestTokens.admin(someSnowflake());
    private static final String REASON = "{\"reason\":\"by mistake\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final Owner player = Owner.player(someSnowflake());
    private final Owner guild = Owner.guild(someSnowflake());
    private BillingDriver billing;

    @BeforeEach
    void connect() {
        billing = new BillingDriver(port);
    }

    @Test
    void aReversalTakesBackWhatEverybodyGot() {
        var reward = taxedReward();

        var answer = reverse(reward);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(available(player)).isZero();
        assertThat(available(guild)).isZero();
        var reversal = billing.get(
                        "/api/ledger/transfers/"
                                + answer.json().path("transferId").asString(),
                        ADMIN)
                .json();
        assertThat(reversal.path("kind").asString()).isEqualTo("reversal");
        assertThat(reversal.path("reverses").asString()).isEqualTo(reward.id().toString());
        var original =
                billing.get("/api/ledger/transfers/" + reward.id(), ADMIN).json();
        assertThat(original.path("reversedBy")).isEqualTo(answer.json().path("transferId"));
        assertThat(original.path("reverses").isMissingNode()).isTrue();
    }

    @Test
    void whatWasSpentIsTakenBackToo() {
        var reward = taxedReward();
        post(Transfer.ofGc(
                player, Owner.SHOP, 80, TransferKind.SHOP, UUID.randomUUID().toString(), "spent"));

        reverse(reward);

        assertThat(available(player)).isEqualTo(-80);
    }

    @Test
    void aReversalCannotBeReversed() {
        var reversal = reverse(taxedReward()).json().path("transferId").asString();

        var answer = billing.post("/api/ledger/transfers/" + reversal + "/reverse", ADMIN, REASON);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("not-reversible");
        assertThat(answer.json().path("detail").asString()).contains("/api/ledger/adjustments");
    }

    @Test
    void aTransferIsReversedOnceByWhomeverAtOnce() {
        var reward = taxedReward();

        var answers = atOnce(
                10,
                number -> billing.post(
                        "/api/ledger/transfers/" + reward.id() + "/reverse",
                        TestTokens.admin(someSnowflake()),
                        "key-" + number,
                        REASON));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.code().equals("not-reversible"))
                .hasSize(9)
                .allMatch(answer -> answer.status() == 409);
        assertThat(available(player)).isZero();
    }

    @Test
    void theSameReversalIsMadeOnceThoughItsAnswerIsForgotten() {
        var path = "/api/ledger/transfers/" + taxedReward().id() + "/reverse";
        var first = billing.post(path, ADMIN, "key", REASON);
        jdbc.sql("DELETE FROM idempotency").update();

        var again = billing.post(path, ADMIN, "key", REASON);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.response().headers().firstValue("Idempotency-Hit")).hasValue("true");
        assertThat(available(player)).isZero();
    }

    @Test
    void aTransferThatStandsIsNotOverwritten() {
        var reward = taxedReward();
        var path = "/api/ledger/transfers/" + reward.id() + "/reverse";
        var cause = MadeId.restCause(ADMIN.subject(), "POST", path, "forged").toString();
        post(Transfer.ofGc(Owner.OPERATORS, player, 1, TransferKind.REVERSAL, cause, "another"));

        assertThat(billing.post(path, ADMIN, "forged", REASON).code()).isEqualTo("transfer-conflict");
        assertThat(available(player)).isEqualTo(81);
    }

    @Test
    void whatNobodyPostedIsNotThere() {
        var path = "/api/ledger/transfers/" + UUID.randomUUID();

        assertThat(billing.get(path, ADMIN).status()).isEqualTo(404);
        assertThat(billing.post(path + "/reverse", ADMIN, REASON).status()).isEqualTo(404);
    }

    @Test
    void onlyAnAdminLooksAndReverses() {
        var path = "/api/ledger/transfers/" + taxedReward().id();

        assertThat(billing.get(path, TestTokens.mod(someSnowflake())).status()).isEqualTo(403);
        assertThat(billing.post(path + "/reverse", TestTokens.mod(someSnowflake()), REASON)
                        .status())
                .isEqualTo(403);
        assertThat(billing.post(path + "/reverse", ADMIN, "{\"reason\":\"\"}").code())
                .isEqualTo("invalid-reason");
        assertThat(available(player)).isEqualTo(80);
    }

    private Transfer taxedReward() {
        var reward = Transfer.of(
                TransferKind.AD_REWARD,
                UUID.randomUUID().toString(),
                "reward",
                List.of(Posting.gc(Owner.ADS, -100), Posting.gc(player, 80), Posting.gc(guild, 20)));
        post(reward);
        return reward;
    }

    private void post(Transfer transfer) {
        transaction.executeWithoutResult(status -> ledger.post(transfer));
    }

    private Answer reverse(Transfer transfer) {
        return billing.post("/api/ledger/transfers/" + transfer.id() + "/reverse", ADMIN, REASON);
    }

    private long available(Owner owner) {
        return ledger.balanceOf(AccountKey.gc(owner)).available();
    }
}
