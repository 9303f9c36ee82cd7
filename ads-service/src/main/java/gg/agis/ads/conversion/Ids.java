package gg.agis.ads.conversion;

import gg.agis.ads.consent.Unconsented;
import gg.agis.ads.conversion.Report.Chargeback;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.player.PlayerLock;
import gg.agis.ads.quarantine.Quarantine;
import gg.agis.ads.reversal.Reversals;
import gg.agis.ads.reversal.Unpaid;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All that is known by a conversion's id. */
@Component
class Ids {

    private final PlayerLock lock;
    private final Conversions conversions;
    private final Reversals reversals;
    private final Unconsented unconsented;
    private final Unpaid unpaid;
    private final Quarantine quarantine;

    Ids(
            PlayerLock lock,
            Conversions conversions,
            Reversals reversals,
            Unconsented unconsented,
            Unpaid unpaid,
            Quarantine quarantine) {
        this.lock = lock;
        this.conversions = conversions;
        this.reversals = reversals;
        this.unconsented = unconsented;
        this.unpaid = unpaid;
        this.quarantine = quarantine;
    }

    /** Locks what these reports name, and looks it up. */
    Known.Ids open(List<Report> reports) {
        var ids = reports.stream()
                .flatMap(report -> Judgement.idsOf(report).stream())
                .collect(Collectors.toSet());
        var players = reports.stream()
                .filter(Completed.class::isInstance)
                .map(report -> ((Completed) report).playerId())
                .collect(Collectors.toSet());
        if (reports.stream().anyMatch(Chargeback.class::isInstance)) {
            return find(ids, open(ids, players));
        }
        lock.take(ids, players);
        return find(ids, conversions.find(ids));
    }

    /** Locks these conversions, and whoever they are of. */
    Map<UUID, Conversion> open(Collection<UUID> ids) {
        return open(ids, Set.of());
    }

    /** Locks these conversions, and looks up all that is known by their ids. */
    Known.Ids reopen(Collection<UUID> ids) {
        return find(Set.copyOf(ids), open(ids));
    }

    /**
     * Locks these conversions, and whoever they are of.
     *
     * <p>A conversion's lock says that nobody else changes it; whose it is may still change by their erasure, so it is
     * read once more when they are locked, too.
     */
    private Map<UUID, Conversion> open(Collection<UUID> ids, Set<String> besides) {
        lock.take(ids, List.of());
        var players = new HashSet<>(besides);
        conversions.find(ids).values().forEach(conversion -> players.add(conversion.playerId()));
        lock.take(List.of(), players);
        return conversions.find(ids);
    }

    private Known.Ids find(Set<UUID> ids, Map<UUID, Conversion> standing) {
        return new Known.Ids(
                standing, reversals.find(ids), unconsented.find(ids), unpaid.find(ids), quarantine.known(ids));
    }

    /** What a batch has made of them. */
    void write(Changes changes, Instant now) {
        conversions.add(changes.added());
        conversions.update(changes.changed(), changes.changedFrom());
        reversals.write(changes.reversals());
        reversals.forget(changes.forgottenReversals());
        unconsented.write(changes.unconsented(), now);
        unpaid.add(changes.unpaid(), now);
        quarantine.add(changes.cases());
        changes.conflicts()
                .forEach(conflict -> quarantine.addConflict(
                        conflict.first().id(), conflict.first().completed().baseGc(), conflict.otherGc(), now));
    }
}
