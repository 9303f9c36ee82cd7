package gg.agis.ads.conversion;

import gg.agis.ads.player.Tallies;
import gg.agis.ads.roundtrip.RoundTrip;
import gg.agis.common.event.AdsEvent;
import gg.agis.common.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How what is held ends: it is credited after all, or it is refused. A chargeback ends it, too. */
@Component
public class HeldConversions {

    private final Ids ids;
    private final Conversions conversions;
    private final Tallies tallies;
    private final RoundTrip roundTrip;
    private final Outbox outbox;

    HeldConversions(Ids ids, Conversions conversions, Tallies tallies, RoundTrip roundTrip, Outbox outbox) {
        this.ids = ids;
        this.conversions = conversions;
        this.tallies = tallies;
        this.roundTrip = roundTrip;
        this.outbox = outbox;
    }

    /** Locks these, and their players, until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, Conversion> lock(Collection<UUID> conversionIds) {
        return ids.open(conversionIds);
    }

    /** Credits what these were held for, as it was computed when they came. They are locked, and held. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(List<Conversion> held) {
        end(held, Status.REWARDED, List.of());
        tallies.credit(
                held.stream().map(Conversion::playerId).toList(),
                held.stream().map(Conversion::receivedAt).toList());
    }

    /**
     * Ends them with nothing. They are locked, and held.
     *
     * @param besides a reason besides those that they were held for
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refuse(List<Conversion> held, String besides) {
        end(held, Status.REJECTED, List.of(besides));
    }

    /** Those that are due by now, the longest overdue first. */
    public List<UUID> due(Instant now, int rowsMax) {
        return conversions.due(now, rowsMax);
    }

    private void end(List<Conversion> held, Status next, List<String> besides) {
        var after = held.stream().map(conversion -> conversion.becomes(next)).toList();
        roundTrip.make(List.of(
                conversions.update(after, held.stream().map(Conversion::status).toList())));
        outbox.publish(
                after.stream().map(conversion -> fact(conversion, besides)).toList());
    }

    private static AdsEvent fact(Conversion conversion, List<String> besides) {
        if (conversion.status() == Status.REWARDED) {
            return conversion.rewarded();
        }
        var reasons = new ArrayList<>(conversion.suspected().reasons());
        reasons.addAll(besides);
        return conversion.rejected(reasons);
    }
}
