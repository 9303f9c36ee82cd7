package gg.agis.billing.reward;

import gg.agis.common.event.AdsEvent.ConversionHeld;
import gg.agis.common.event.AdsEvent.OfConversion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What a batch of facts means for what is pending. A conversion's pending ends once and never reopens, so the order
 * within the batch says nothing: one that any fact ends has ended.
 *
 * @param opened is pending now, unless it has ended before
 * @param credited has ended, as its transfer tells
 * @param ended has ended, and nothing else tells
 */
record PendingChanges(Map<UUID, ConversionHeld> opened, Set<UUID> credited, Set<UUID> ended) {

    /** @param isCredited whether a reward's transfer stands for the conversion */
    static PendingChanges of(List<OfConversion> facts, Predicate<UUID> isCredited) {
        var opened = new HashMap<UUID, ConversionHeld>();
        var credited = new HashSet<UUID>();
        var ended = new HashSet<UUID>();
        for (var fact : facts) {
            var id = fact.conversionId();
            if (fact instanceof ConversionHeld held) {
                opened.putIfAbsent(id, held);
            } else if (isCredited.test(id)) {
                credited.add(id);
            } else {
                ended.add(id);
            }
        }
        opened.keySet().removeIf(id -> credited.contains(id) || ended.contains(id) || isCredited.test(id));
        return new PendingChanges(opened, credited, ended);
    }
}
