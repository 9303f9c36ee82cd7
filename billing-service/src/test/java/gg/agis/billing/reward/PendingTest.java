package gg.agis.billing.reward;

import static gg.agis.billing.ConversionFixture.aConversionBy;

import gg.agis.billing.BillingDriver;
import gg.agis.billing.ConversionFixture;
import gg.agis.common.event.AdsEvent.OfConversion;
import gg.agis.sandbox.junit.RecordedEvents;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PendingTest extends RewardScenario {

    @Test
    void aChargebackOfNothingEndsWhatIsPending(RecordedEvents kafka) {
        BillingDriver.send(conversion.held(50));
        awaitWallet(0, 50);

        BillingDriver.send(conversion.reversed(0));

        awaitWallet(0, 0);
        kafka.expects(HELD, REVERSED).andNothingElse();
    }

    @Test
    void whatIsHeldIsPendingUntilItIsRewarded(RecordedEvents kafka) {
        BillingDriver.send(conversion.held(50));
        awaitWallet(0, 50);
        BillingDriver.send(aConversionBy(anna.player()).held(7));
        awaitWallet(0, 57);

        BillingDriver.send(conversion.rewarded(50));

        awaitWallet(50, 7);
        kafka.expects(HELD, HELD, REWARDED, CHANGED).andNothingElse();
    }

    @Test
    void whatIsHeldIsPendingUntilItIsRejected(RecordedEvents kafka) {
        BillingDriver.send(conversion.held(50));
        awaitWallet(0, 50);

        BillingDriver.send(conversion.rejected());

        awaitWallet(0, 0);
        kafka.expects(HELD, REJECTED).andNothingElse();
    }

    static Stream<List<Fact>> lateAndRepeated() {
        return Stream.of(
                List.of(Fact.REWARDED, Fact.HELD),
                List.of(Fact.REJECTED, Fact.HELD),
                List.of(Fact.HELD, Fact.REJECTED, Fact.HELD),
                List.of(Fact.HELD, Fact.REWARDED, Fact.HELD, Fact.REWARDED),
                List.of(Fact.REJECTED, Fact.HELD, Fact.REWARDED, Fact.HELD),
                List.of(Fact.HELD, Fact.REJECTED, Fact.REWARDED, Fact.REVERSED, Fact.HELD),
                List.of(Fact.REWARDED, Fact.REVERSED, Fact.HELD, Fact.REVERSED, Fact.REWARDED, Fact.REJECTED));
    }

    @ParameterizedTest
    @MethodSource("lateAndRepeated")
    void whatHasEndedNeverPendsAgain(List<Fact> facts) {
        facts.forEach(fact -> BillingDriver.send(fact.of(conversion)));

        awaitEverythingReceived();

        long left = facts.contains(Fact.REWARDED) && !facts.contains(Fact.REVERSED) ? 50 : 0;
        assertWallet(left + 1, 0);
    }

    @ParameterizedTest
    @MethodSource("lateAndRepeated")
    void whatHasEndedNeverPendsAgainThoughEachFactComesAlone(List<Fact> facts) {
        for (int sent = 0; sent < facts.size(); sent++) {
            BillingDriver.send(facts.get(sent).of(conversion));
            awaitReceived(sent + 1);
        }

        long left = facts.contains(Fact.REWARDED) && !facts.contains(Fact.REVERSED) ? 50 : 0;
        assertWallet(left + facts.size(), 0);
    }

    enum Fact {
        HELD,
        REWARDED,
        REJECTED,
        REVERSED;

        OfConversion of(ConversionFixture conversion) {
            return switch (this) {
                case HELD -> conversion.held(50);
                case REWARDED -> conversion.rewarded(50);
                case REJECTED -> conversion.rejected();
                case REVERSED -> conversion.reversed(50);
            };
        }
    }
}
