package gg.agis.ads.conversion;

import gg.agis.ads.consent.Unconsented;
import gg.agis.ads.conversion.Report.Chargeback;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.player.PlayerLock;
import gg.agis.ads.quarantine.Quarantine;
import gg.agis.ads.reversal.Reversals;
import gg.agis.ads.reversal.Unpaid;
import gg.agis.ads.roundtrip.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All that is known by a conversion's id. */
@Component
class Ids {

    private final PlayerLock lock;
    private final Conversions conversions;
    private final Unconsented unconsented;

    Ids(PlayerLock lock, Conversions conversions, Unconsented unconsented) {
        this.lock = lock;
        this.conversions = conversions;
        this.unconsented = unconsented;
    }

    /**
     * Questions, and what is known once they are answered.
     *
     * @param questions locks come first
     */
    record Found(List<Question> questions, Known.Ids ids) {}

    /** What these reports name, under lock. */
    Found ask(List<Report> reports) {
        var ids = reports.stream()
                .flatMap(report -> Judgement.idsOf(report).stream())
                .collect(Collectors.toSet());
        var players = reports.stream()
                .filter(Completed.class::isInstance)
                .map(report -> ((Completed) report).playerId())
                .collect(Collectors.toSet());
        if (reports.stream().anyMatch(Chargeback.class::isInstance)) {
            open(ids, players);
            return ask(ids, List.of());
        }
        return ask(ids, List.of(PlayerLock.question(ids, players)));
    }

    /** The same of conversions that nobody reports just now. */
    Found ask(Collection<UUID> ids) {
        open(ids);
        return ask(ids, List.of());
    }

    /** Locks these conversions, and whoever they are of. */
    Map<UUID, Conversion> open(Collection<UUID> ids) {
        return open(ids, Set.of());
    }

    /**
     * A conversion's lock says that nobody else changes it; whose it is may still change by their erasure, so it is read
     * once more when they are locked, too.
     */
    private Map<UUID, Conversion> open(Collection<UUID> ids, Set<String> besides) {
        lock.take(ids, List.of());
        var players = new HashSet<>(besides);
        conversions.find(ids).values().forEach(conversion -> players.add(conversion.playerId()));
        lock.take(List.of(), players);
        return conversions.find(ids);
    }

    private Found ask(Collection<UUID> ids, List<Question> locks) {
        var found = new Known.Ids(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashSet<>());
        var questions = new ArrayList<>(locks);
        questions.add(conversions.ask(ids, one -> found.conversions().put(one.id(), one)));
        questions.add(Reversals.ask(ids, one -> found.reversals().put(one.conversionId(), one)));
        questions.add(unconsented.ask(ids, found.unconsented()::put));
        questions.add(Unpaid.ask(ids, found.unpaid()::add));
        questions.add(Quarantine.known(ids, found.quarantined()::add));
        return new Found(questions, found);
    }

    /** What a batch has made of them; most of it there is seldom anything of. */
    List<Question> write(Changes changes, Instant now) {
        var questions = new ArrayList<Question>();
        addUnlessEmpty(questions, changes.added(), conversions::add);
        addUnlessEmpty(questions, changes.changed(), after -> conversions.update(after, changes.changedFrom()));
        addUnlessEmpty(questions, changes.reversals(), Reversals::write);
        addUnlessEmpty(questions, changes.forgottenReversals(), Reversals::forget);
        addUnlessEmpty(questions, changes.unconsented().keySet(), ids -> unconsented.write(changes.unconsented(), now));
        addUnlessEmpty(questions, changes.unpaid(), ids -> Unpaid.add(ids, now));
        addUnlessEmpty(questions, changes.cases(), Quarantine::add);
        changes.conflicts()
                .forEach(conflict -> questions.add(Quarantine.addConflict(
                        conflict.first().id(), conflict.first().completed().baseGc(), conflict.otherGc(), now)));
        return questions;
    }

    private static <C extends Collection<?>> void addUnlessEmpty(
            List<Question> questions, C rows, Function<C, Question> question) {
        if (!rows.isEmpty()) {
            questions.add(question.apply(rows));
        }
    }
}
