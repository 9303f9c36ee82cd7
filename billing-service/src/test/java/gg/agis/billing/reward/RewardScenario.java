package gg.agis.billing.reward;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.BillingServiceTest;
import gg.agis.billing.ConversionFixture;
import gg.agis.billing.MemberDriver;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A player, a conversion of theirs, and what came of what ads-service stated about it. */
@BillingServiceTest
abstract class RewardScenario {

    static final String HELD = "ads.conversion-held.v1";
    static final String REWARDED = "ads.conversion-rewarded.v1";
    static final String REJECTED = "ads.conversion-rejected.v1";
    static final String REVERSED = "ads.conversion-reversed.v1";
    static final String CHANGED = "billing.balance-changed.v1";

    @LocalServerPort
    private int port;

    @Autowired
    JdbcClient jdbc;

    MemberDriver anna;
    ConversionFixture conversion;

    @BeforeEach
    void begin() {
        anna = MemberDriver.someone(port);
        conversion = aConversionBy(anna.player()).forGuild(anna.guild());
    }

    /** Facts of one player come in order: when this one is there, all before it have been received. */
    void awaitEverythingReceived() {
        awaitReceived(1);
    }

    /** @param rewardsOfOne sent so far, this one among them */
    void awaitReceived(long rewardsOfOne) {
        BillingDriver.send(aConversionBy(anna.player()).rewarded(1));
        await().untilAsserted(() -> assertThat(jdbc.sql("""
                                SELECT count(*) FROM postings JOIN accounts USING (account_id)
                                 WHERE owner = ? AND amount = 1
                                """)
                        .param("player:" + anna.player())
                        .query(Long.class)
                        .single())
                .isEqualTo(rewardsOfOne));
    }

    void awaitWallet(long available, long pending) {
        await().untilAsserted(() -> assertWallet(available, pending));
    }

    void assertWallet(long available, long pending) {
        var wallet = anna.asks(anna.wallet()).json();
        assertThat(tuple(
                        wallet.path("available").asLong(),
                        wallet.path("pending").asLong()))
                .isEqualTo(tuple(available, pending));
    }
}
