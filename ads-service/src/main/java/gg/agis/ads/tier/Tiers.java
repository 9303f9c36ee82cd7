package gg.agis.ads.tier;

import gg.agis.common.event.BillingEvent.TierChanged;
import gg.agis.common.projection.Projection;
import gg.agis.common.projection.Projections;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Players' tiers, as billing says them. */
@Component
public class Tiers {

    public static final String FREE = "free";

    private final Projection<TierChanged> changes;

    Tiers(Projections projections) {
        this.changes = projections.of(TierChanged.class);
    }

    /** Of those who have another than {@value #FREE} now; nobody has one for longer than it was given for. */
    public Map<String, String> of(Collection<String> players, Instant now) {
        return changes.getAll(players).values().stream()
                .filter(change -> now.isBefore(change.until()))
                .collect(Collectors.toMap(TierChanged::playerId, TierChanged::tier));
    }
}
