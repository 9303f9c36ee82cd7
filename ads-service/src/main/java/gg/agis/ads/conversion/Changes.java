package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Report.Unusable;
import gg.agis.ads.player.Tally;
import gg.agis.ads.quarantine.Quarantine.Case;
import gg.agis.ads.reversal.Reversal;
import gg.agis.common.event.AdsEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known, and what a batch makes of it so far: whoever comes later in the batch finds it here. */
final class Changes {

    /** The same id with another amount. */
    record Conflict(Conversion first, long otherGc) {}

    private final Known known;
    private final Map<UUID, Conversion> conversions;
    private final Map<UUID, Reversal> reversals;
    private final Map<UUID, Boolean> unconsented;
    private final Set<UUID> unpaid;
    private final Set<UUID> quarantined;
    private final Map<String, Tally> tallies;

    private final Set<UUID> addedIds = new HashSet<>();
    private final List<UUID> added = new ArrayList<>();
    private final Map<UUID, Status> changedFrom = new LinkedHashMap<>();
    private final Set<UUID> newReversals = new HashSet<>();
    private final Set<UUID> forgottenReversals = new HashSet<>();
    private final Map<UUID, Boolean> newUnconsented = new HashMap<>();
    private final Set<UUID> newUnpaid = new HashSet<>();
    private final List<Case> cases = new ArrayList<>();
    private final Map<String, Tally> newTallies = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<AdsEvent> facts = new ArrayList<>();

    Changes(Known known) {
        this.known = known;
        this.conversions = new HashMap<>(known.ids().conversions());
        this.reversals = new HashMap<>(known.ids().reversals());
        this.unconsented = new HashMap<>(known.ids().unconsented());
        this.unpaid = new HashSet<>(known.ids().unpaid());
        this.quarantined = new HashSet<>(known.ids().quarantined());
        this.tallies = new HashMap<>(known.players().tallies());
    }

    @Nullable
    Conversion conversion(UUID id) {
        return conversions.get(id);
    }

    Tally tally(String playerId) {
        return Objects.requireNonNull(tallies.get(playerId), playerId);
    }

    void add(Conversion conversion) {
        conversions.put(conversion.id(), conversion);
        addedIds.add(conversion.id());
        added.add(conversion.id());
        facts.add(
                switch (conversion.status()) {
                    case REWARDED -> conversion.rewarded();
                    case HELD -> conversion.held();
                    case REJECTED, REVERSED ->
                        conversion.rejected(conversion.suspected().reasons());
                });
        if (conversion.status() != Status.REJECTED) {
            var tally = tally(conversion.playerId())
                    .plus(conversion.reward().rewardGc(), conversion.standing().credited());
            tallies.put(conversion.playerId(), tally);
            newTallies.put(conversion.playerId(), tally);
        }
    }

    void reverse(Conversion conversion, String reason) {
        facts.add(conversion.reversed(reason));
        conversions.put(conversion.id(), conversion.becomes(Status.REVERSED));
        if (!addedIds.contains(conversion.id())) {
            changedFrom.put(conversion.id(), conversion.status());
        }
    }

    @Nullable
    Reversal reversal(UUID id) {
        return reversals.get(id);
    }

    void reversal(Reversal reversal) {
        reversals.put(reversal.conversionId(), reversal);
        newReversals.add(reversal.conversionId());
    }

    /** Whether what came without consent has been taken back; null where nothing came so. */
    @Nullable
    Boolean unconsented(UUID id) {
        return unconsented.get(id);
    }

    void unconsented(UUID id, boolean reversed) {
        unconsented.put(id, reversed);
        newUnconsented.put(id, reversed);
        if (reversals.remove(id) != null) {
            newReversals.remove(id);
            forgottenReversals.add(id);
        }
    }

    boolean isUnpaid(UUID id) {
        return unpaid.contains(id);
    }

    void unpaid(UUID id) {
        if (unpaid.add(id)) {
            newUnpaid.add(id);
        }
    }

    /** Whether it is a new case. */
    boolean quarantine(Unusable unusable) {
        var id = unusable.conversionId();
        boolean added = quarantined.add(id);
        if (added) {
            cases.add(new Case(id, unusable.network(), unusable.reason(), unusable.query(), known.now()));
        }
        return added;
    }

    void conflict(Conversion first, long otherGc) {
        conflicts.add(new Conflict(first, otherGc));
    }

    /** As the batch leaves them. */
    List<Conversion> added() {
        return added.stream().map(conversions::get).filter(Objects::nonNull).toList();
    }

    /** Those that stood before and changed, as the batch leaves them. */
    List<Conversion> changed() {
        return changedFrom.keySet().stream()
                .map(conversions::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What those were, in the same order. */
    List<Status> changedFrom() {
        return List.copyOf(changedFrom.values());
    }

    List<Reversal> reversals() {
        return newReversals.stream()
                .map(reversals::get)
                .filter(Objects::nonNull)
                .toList();
    }

    Set<UUID> forgottenReversals() {
        return forgottenReversals;
    }

    Map<UUID, Boolean> unconsented() {
        return newUnconsented;
    }

    Set<UUID> unpaid() {
        return newUnpaid;
    }

    List<Case> cases() {
        return cases;
    }

    Map<String, Tally> tallies() {
        return newTallies;
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    List<AdsEvent> facts() {
        return facts;
    }
}
