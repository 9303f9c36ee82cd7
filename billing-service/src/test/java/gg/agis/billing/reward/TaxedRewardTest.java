package gg.agis.billing.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxedRewardTest {

    private static final BigInteger BP_OF_ALL = BigInteger.valueOf(10_000);

    @Property
    void nothingIsLost(@ForAll @LongRange(min = 1) long reward, @ForAll @IntRange(max = 10_000) int taxBp) {
        var shares = TaxedReward.of(reward, taxBp);

        assertThat(Math.addExact(shares.toPlayer(), shares.toGuild())).isEqualTo(reward);
        assertThat(shares.toPlayer()).isNotNegative();
        assertThat(shares.toGuild()).isNotNegative();
    }

    @Property
    void theTaxIsTheLargestWholeNumberThatIsNotAboveTheRate(
            @ForAll @LongRange(min = 1) long reward, @ForAll @IntRange(max = 10_000) int taxBp) {
        var tax = BigInteger.valueOf(TaxedReward.of(reward, taxBp).toGuild());
        var allowed = BigInteger.valueOf(reward).multiply(BigInteger.valueOf(taxBp));

        assertThat(tax.multiply(BP_OF_ALL)).isLessThanOrEqualTo(allowed);
        assertThat(tax.add(BigInteger.ONE).multiply(BP_OF_ALL)).isGreaterThan(allowed);
    }

    @ParameterizedTest
    @CsvSource({"100, 1000, 90, 10", "9, 1000, 9, 0", "19, 1000, 18, 1", "1, 5000, 1, 0", "7, 0, 7, 0", "7, 10000, 0, 7"
    })
    void whatIsLessThanOneStaysThePlayers(long reward, int taxBp, long toPlayer, long toGuild) {
        assertThat(TaxedReward.of(reward, taxBp)).isEqualTo(new TaxedReward(toPlayer, toGuild));
    }
}
