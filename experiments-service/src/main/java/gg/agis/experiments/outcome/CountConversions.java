package gg.agis.experiments.outcome;

import gg.agis.common.event.AdsEvent.ConversionHeld;
import gg.agis.common.event.AdsEvent.OfConversion;
import gg.agis.experiments.experiment.Experiments;
import gg.agis.experiments.outcome.Conversions.Learnt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts what conversions come to, each once, in whatever order their facts come. */
@Component
class CountConversions {

    private final Experiments experiments;
    private final Conversions conversions;
    private final UnitTotals totals;

    CountConversions(Experiments experiments, Conversions conversions, UnitTotals totals) {
        this.experiments = experiments;
        this.conversions = conversions;
        this.totals = totals;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void count(List<OfConversion> facts) {
        var learnt = conversions.learn(ofExperiments(facts).values());
        Map<Integer, Map<String, Totals>> changes = new HashMap<>();
        for (var each : learnt) {
            add(changes, each, each.before(), each.before().totals().negated());
            add(changes, each, each.now(), each.now().totals());
        }
        totals.add(changes);
    }

    private Map<UUID, ConversionFact> ofExperiments(List<OfConversion> facts) {
        var ids = new ArrayList<String>();
        for (var fact : facts) {
            if (fact.experimentId() != null) {
                ids.add(fact.experimentId());
            }
        }
        var known = ids.isEmpty() ? Map.<String, Experiments.Reference>of() : experiments.references(ids);
        Map<UUID, ConversionFact> byConversion = new LinkedHashMap<>();
        for (var fact : facts) {
            var id = fact.experimentId();
            if (id == null || fact instanceof ConversionHeld) {
                continue;
            }
            var experiment = known.get(id);
            if (experiment == null) {
                throw new IllegalArgumentException("there is no experiment of " + fact);
            }
            byConversion.merge(fact.conversionId(), ConversionFact.of(fact, experiment), ConversionFact::and);
        }
        return byConversion;
    }

    private static void add(Map<Integer, Map<String, Totals>> changes, Learnt learnt, Known known, Totals totals) {
        known.unit()
                .ifPresent(unit -> changes.computeIfAbsent(learnt.experiment(), first -> new HashMap<>())
                        .merge(unit, totals, Totals::plus));
    }
}
