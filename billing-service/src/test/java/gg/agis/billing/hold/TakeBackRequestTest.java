package gg.agis.billing.hold;

import static gg.agis.billing.hold.AskFixture.aServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingDriver.Answer;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.common.id.MadeId;
import gg.agis.sandbox.junit.TestTokens;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@BillingServiceTest
class TakeBackRequestTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final AskFixture renewal =
            aServer().to("renew:2026-11-21T13:00:00Z").costing(20);

    @BeforeEach
    void paid() {
        var gift = Transfer.ofGc(
                Owner.ADS,
                renewal.owner(),
                100,
                TransferKind.AD_REWARD,
                UUID.randomUUID().toString(),
                "gift");
        transaction.executeWithoutResult(status -> ledger.post(gift));
        BillingDriver.send(renewal.charge());
        awaitBalance(80);
    }

    @Test
    void whatAnOperatorGaveBackIsNotRefundedOnceMore() {
        assertThat(reverse().status()).isEqualTo(201);
        awaitBalance(100);

        BillingDriver.send(renewal.refund(15, "ended"));

        await().until(() -> jdbc.sql("SELECT count(*) FROM dead_letters WHERE key = ?")
                        .param(renewal.refund(15, "ended").key())
                        .query(Long.class)
                        .single()
                == 1);
        awaitBalance(100);
    }

    @Test
    void whatWasRefundedInPartIsNotGivenBackWhole() {
        BillingDriver.send(renewal.refund(15, "ended"));
        awaitBalance(95);

        var answer = reverse();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("not-reversible");
        assertThat(answer.json().path("detail").asString()).contains("15 GC");
        awaitBalance(95);
    }

    private Answer reverse() {
        var charge = MadeId.transferId("server-renewal", renewal.requestId());
        return new BillingDriver(port)
                .post(
                        "/api/ledger/transfers/" + charge + "/reverse",
                        TestTokens.admin(BillingDriver.someSnowflake()),
                        "{\"reason\":\"an outage\"}");
    }

    private void awaitBalance(long balance) {
        await().untilAsserted(() ->
                assertThat(ledger.balanceOf(renewal.account()).balance()).isEqualTo(balance));
    }
}
