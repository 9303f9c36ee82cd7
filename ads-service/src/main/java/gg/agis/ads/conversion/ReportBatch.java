package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.fraud.FraudRules;
import gg.agis.ads.fraud.FraudSettings;
import gg.agis.ads.reward.RewardSettings;
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

    private final Ids ids;
    private final Players players;
    private final Scene scene;
    private final FraudRules fraud;
    private final RewardSettings rewards;
    private final Outbox outbox;

    ReportBatch(Ids ids, Players players, Scene scene, FraudSettings fraud, RewardSettings rewards, Outbox outbox) {
        this.ids = ids;
        this.players = players;
        this.scene = scene;
        this.fraud = new FraudRules(fraud);
        this.rewards = rewards;
        this.outbox = outbox;
    }

    @Transactional
    Judged judge(List<Report> reports, Instant now) {
        var found = ids.open(reports);
        var completed = reports.stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .toList();
        var known = scene.open(found, players.find(completed, now), completed, now);
        var outcomes = new ArrayList<ConversionOutcome>();
        var changes = judge(known, judgement -> reports.forEach(report -> outcomes.add(judgement.judge(report))));
        return new Judged(outcomes, changes);
    }

    /** Takes back what parked chargebacks have not met. */
    @Transactional
    Changes apply(List<UUID> parked, Instant now) {
        var found = ids.reopen(parked);
        var known = scene.open(found, players.find(List.of(), now), List.of(), now);
        return judge(known, judgement -> found.reversals().values().forEach(judgement::apply));
    }

    private Changes judge(Known known, Consumer<Judgement> decide) {
        var judgement = new Judgement(known, fraud, rewards);
        decide.accept(judgement);
        var changes = judgement.changes();
        ids.write(changes, known.now());
        players.write(changes);
        scene.write(known, judgement.witnesses());
        var facts = new ArrayList<Event>(known.variants().exposed());
        facts.addAll(changes.facts());
        outbox.publish(facts);
        return changes;
    }
}
