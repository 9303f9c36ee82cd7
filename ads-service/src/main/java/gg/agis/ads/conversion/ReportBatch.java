package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.roundtrip.Question;
import gg.agis.ads.roundtrip.RoundTrip;
import gg.agis.common.event.Event;
import gg.agis.common.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reports that came together, judged and written in one transaction; many of them cost as many round trips as one. */
@Component
class ReportBatch {

    /**
     * What the batch became.
     *
     * @param outcomes in the order of the reports
     */
    record Judged(List<ConversionOutcome> outcomes, Changes changes) {}

    /**
     * Everything here is found by its key or not at all. A connection keeps the plans that it made when tables were small,
     * and reading whole ones gets worse with every conversion.
     */
    private static final String BY_KEYS = """
            SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                   set_config('enable_mergejoin', 'off', true)""";

    private final Ids ids;
    private final Players players;
    private final Scene scene;
    private final Court court;
    private final RoundTrip roundTrip;
    private final Outbox outbox;

    ReportBatch(Ids ids, Players players, Scene scene, Court court, RoundTrip roundTrip, Outbox outbox) {
        this.ids = ids;
        this.players = players;
        this.scene = scene;
        this.court = court;
        this.roundTrip = roundTrip;
        this.outbox = outbox;
    }

    @Transactional
    Judged judge(List<Report> reports, Instant now) {
        var known = known(ids.ask(reports), reports, now);
        var outcomes = new ArrayList<ConversionOutcome>();
        var changes = judge(known, judgement -> reports.forEach(report -> outcomes.add(judgement.judge(report))));
        return new Judged(outcomes, changes);
    }

    /** Takes back what parked chargebacks have not met. */
    @Transactional
    Changes apply(List<UUID> parked, Instant now) {
        var known = known(ids.ask(parked), List.of(), now);
        return judge(known, judgement -> known.ids().reversals().values().forEach(judgement::apply));
    }

    private Known known(Ids.Found ofIds, List<Report> reports, Instant now) {
        var completed = reports.stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .toList();
        var ofPlayers = players.ask(completed, now);
        var ofScene = scene.ask(completed, ofPlayers.homes(), now);
        var questions = new ArrayList<Question>();
        questions.add(Question.of(BY_KEYS));
        questions.addAll(ofIds.questions());
        questions.addAll(ofPlayers.questions());
        questions.addAll(ofScene.questions());
        roundTrip.make(questions);
        return new Known(
                now, ofIds.ids(), ofPlayers.players().get(), ofScene.variants().apply(now), ofScene.seen());
    }

    private Changes judge(Known known, Consumer<Judgement> decide) {
        var judgement = court.judgement(known);
        decide.accept(judgement);
        var changes = judgement.changes();
        var questions = new ArrayList<Question>();
        questions.addAll(ids.write(changes, known.now()));
        questions.addAll(players.write(changes));
        questions.addAll(scene.write(known, judgement.witnesses()));
        roundTrip.make(questions);
        var facts = new ArrayList<Event>(known.variants().exposed());
        facts.addAll(changes.facts());
        outbox.publish(facts);
        return changes;
    }
}
