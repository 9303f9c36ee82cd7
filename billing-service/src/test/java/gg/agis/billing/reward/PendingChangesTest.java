package gg.agis.billing.reward;

import static gg.agis.billing.ConversionFixture.aConversionBy;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.ConversionFixture;
import gg.agis.common.event.AdsEvent.ConversionHeld;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import gg.agis.common.event.AdsEvent.OfConversion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PendingChangesTest {

    private static final ConversionFixture CONVERSION = aConversionBy("111111111111111111");
    private static final List<OfConversion> FACTS =
            List.of(CONVERSION.held(50), CONVERSION.rewarded(50), CONVERSION.rejected(), CONVERSION.reversed(50));

    /** Every sequence of up to five facts about one conversion, so every order and repetition of up to four. */
    static Stream<List<OfConversion>> everySequence() {
        return sequences(5).stream();
    }

    @ParameterizedTest
    @MethodSource("everySequence")
    void isPendingExactlyIfItWasHeldAndNothingHasEndedIt(List<OfConversion> facts) {
        boolean held = facts.stream().anyMatch(ConversionHeld.class::isInstance);
        boolean ended = facts.stream().anyMatch(fact -> !(fact instanceof ConversionHeld));

        for (int batchSize = 1; batchSize <= facts.size(); batchSize++) {
            assertThat(pendingAfter(facts, batchSize))
                    .as("in batches of %d", batchSize)
                    .isEqualTo(held && !ended ? Set.of(CONVERSION.id()) : Set.of());
        }
    }

    @Test
    void conversionsDoNotEndEachOther() {
        var another = aConversionBy("111111111111111111");

        var changes = PendingChanges.of(List.of(CONVERSION.held(50), another.held(7), another.rejected()), id -> false);

        assertThat(changes.opened()).containsOnlyKeys(CONVERSION.id());
        assertThat(changes.ended()).containsExactly(another.id());
    }

    @Test
    void whatIsHeldTwiceIsPendingOnceAsItWasFirst() {
        var changes = PendingChanges.of(List.of(CONVERSION.held(50), CONVERSION.held(60)), id -> false);

        assertThat(changes.opened().values()).containsExactly(CONVERSION.held(50));
    }

    /** The table that the changes are applied to, in a few lines: a row is open or ended, and never opens again. */
    private static Set<UUID> pendingAfter(List<OfConversion> facts, int batchSize) {
        Map<UUID, Boolean> endedById = new HashMap<>();
        Set<UUID> credited = new HashSet<>();
        for (int from = 0; from < facts.size(); from += batchSize) {
            var batch = facts.subList(from, Math.min(facts.size(), from + batchSize));
            batch.stream()
                    .filter(ConversionRewarded.class::isInstance)
                    .map(OfConversion::conversionId)
                    .forEach(credited::add);
            var changes = PendingChanges.of(batch, credited::contains);
            changes.opened().keySet().forEach(id -> endedById.putIfAbsent(id, false));
            endedById.keySet().removeAll(changes.credited());
            changes.ended().forEach(id -> endedById.put(id, true));
        }
        var pending = new HashSet<>(endedById.keySet());
        pending.removeIf(endedById::get);
        return pending;
    }

    private static List<List<OfConversion>> sequences(int factsMax) {
        List<List<OfConversion>> all = new ArrayList<>();
        List<List<OfConversion>> longest = List.of(List.of());
        for (int length = 1; length <= factsMax; length++) {
            longest = longest.stream()
                    .flatMap(start -> FACTS.stream()
                            .map(next -> Stream.concat(start.stream(), Stream.of(next))
                                    .toList()))
                    .toList();
            all.addAll(longest);
        }
        return all;
    }
}
