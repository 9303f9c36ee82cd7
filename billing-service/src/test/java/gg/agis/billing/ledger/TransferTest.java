package gg.agis.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gg.agis.billing.ledger.Transfer.Posting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {

    private static final Owner ANNA = Owner.player("111111111111111111");

    @Test
    void theSameCauseIsTheSameTransfer() {
        assertThat(reward(5, "c1").id())
                .isEqualTo(reward(5, "c1").id())
                .isNotEqualTo(reward(5, "c2").id());
    }

    @Test
    void postingsThatDoNotSumToZeroAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transfer.of(
                        TransferKind.AD_REWARD,
                        "c1",
                        "reward",
                        List.of(Posting.gc(Owner.ADS, -5), Posting.gc(ANNA, 6))));
    }

    @Test
    void unitsDoNotBalanceEachOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transfer.of(
                        TransferKind.AD_REWARD,
                        "c1",
                        "reward",
                        List.of(new Posting(new AccountKey(Owner.ADS, Unit.CREDIT), -5), Posting.gc(ANNA, 5))));
    }

    @Test
    void nobodyPaysThemselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transfer.ofGc(ANNA, ANNA, 5, TransferKind.ADJUSTMENT, "c1", "nothing"));
    }

    @Test
    void aPostingOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Posting.gc(ANNA, 0));
    }

    @Test
    void aSumThatOverflowsIsRefusedRatherThanWrapped() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Transfer.of(
                        TransferKind.AD_REWARD,
                        "c1",
                        "reward",
                        List.of(Posting.gc(ANNA, Long.MAX_VALUE), Posting.gc(Owner.ADS, 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "player:", "player:a b", "someone:1", "player:1\n"})
    void whatIsNoOwnerIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Owner(name));
    }

    private static Transfer reward(long amount, String cause) {
        return Transfer.ofGc(Owner.ADS, ANNA, amount, TransferKind.AD_REWARD, cause, "reward");
    }
}
