package gg.agis.experiments.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.experiments.outcome.Known.Credit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KnownTest {

    private static final Known REWARDED = new Known(new Credit("player", 100, 90_000), null, null);
    private static final Known REJECTED = new Known(null, "player", null);
    private static final Known REVERSED = new Known(null, null, new Credit("player", 100, 90_000));
    private static final Known OF_ONE_ERASED = new Known(null, null, new Credit("erased-1", 100, 90_000));

    @Provide
    Arbitrary<List<Known>> facts() {
        return Arbitraries.of(REWARDED, REJECTED, REVERSED).list().ofMaxSize(8);
    }

    @Property
    void orderAndRepetitionDoNotMatter(@ForAll("facts") List<Known> facts) {
        var doubledBackwards = new ArrayList<>(facts.reversed());
        doubledBackwards.addAll(facts);

        assertThat(all(doubledBackwards).totals()).isEqualTo(all(facts).totals());
    }

    @Property
    void factByFactTheDifferencesAddUpToTheWhole(@ForAll("facts") List<Known> facts) {
        var sum = Totals.NOTHING;
        var known = Known.NOTHING;
        for (var fact : facts) {
            var next = known.and(fact);
            sum = sum.plus(known.totals().negated()).plus(next.totals());
            known = next;
        }

        assertThat(sum).isEqualTo(all(facts).totals());
    }

    @Test
    void aRewardCounts() {
        assertThat(REWARDED.totals()).isEqualTo(new Totals(1, 1, 0, 0, 100, 100, 90_000));
    }

    @Test
    void aReversalTakesBackWhatWasGivenAndTheConversionStaysOne() {
        assertThat(REVERSED.and(REWARDED).totals()).isEqualTo(new Totals(1, 1, 0, 1, 100, 0, 0));
    }

    @Test
    void aReversalOfWhatWasNeverGivenTakesNothingBack() {
        assertThat(REVERSED.totals()).isEqualTo(new Totals(0, 1, 0, 1, 0, 0, 0));
    }

    @Test
    void aRefusalIsNoConversion() {
        assertThat(REJECTED.totals()).isEqualTo(new Totals(0, 1, 1, 0, 0, 0, 0));
    }

    @Test
    void whoWasErasedInBetweenIsStillWhoWasRewarded() {
        assertThat(OF_ONE_ERASED.and(REWARDED).unit()).contains("player");
        assertThat(REWARDED.and(OF_ONE_ERASED).unit()).contains("player");
        assertThat(OF_ONE_ERASED.unit()).contains("erased-1");
    }

    private static Known all(List<Known> facts) {
        return facts.stream().reduce(Known.NOTHING, Known::and);
    }
}
