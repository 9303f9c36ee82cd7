package gg.agis.experiments.proposal;

import gg.agis.experiments.design.Guardrail;
import gg.agis.experiments.design.Measure;
import gg.agis.experiments.proposal.Proposal.Limit;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an experiment may look at, and what may end it. */
final class MetricRules {

    private MetricRules() {}

    static Stream<Fault> measured(Proposal proposal, Instant now) {
        var metric = proposal.primaryMetric();
        return ProposalRules.unless(
                metric == null || Measure.named(metric).isPresent() || ProposalRules.isId(metric),
                "primaryMetric",
                "invalid-primary-metric",
                "The primary metric is 'conversionRate' (the usual one), another rate of the results, or a type of events of"
                        + " your own.");
    }

    static Stream<Fault> guarded(Proposal proposal, Instant now) {
        var limits = proposal.limits();
        return IntStream.range(0, limits.size())
                .filter(place -> !isSound(limits.get(place)) || isRepeated(proposal, place))
                .mapToObj(place -> Fault.invalid(
                        "guardrails[%d]".formatted(place),
                        "invalid-guardrail",
                        "There is one guardrail at most of each of 'fraudRate' and 'chargebackRate', with 'maxBp' up to"
                                + " 10000, and 'gcPerUsd', with 'maxGc'; without it the usual limit holds."));
    }

    private static boolean isSound(Limit limit) {
        var maxBp = limit.maxBp();
        var maxGc = limit.maxGc();
        var measure =
                limit.metric() == null ? null : Measure.named(limit.metric()).orElse(null);
        if (measure == null || !Guardrail.isOne(measure)) {
            return false;
        }
        return measure == Measure.GC_PER_USD
                ? maxBp == null && (maxGc == null || maxGc > 0)
                : maxGc == null && (maxBp == null || (maxBp > 0 && maxBp <= Proposal.ALL_BP));
    }

    private static boolean isRepeated(Proposal proposal, int place) {
        return proposal.limits().stream()
                .limit(place)
                .anyMatch(earlier ->
                        measureOf(earlier).equals(measureOf(proposal.limits().get(place))));
    }

    private static String measureOf(Limit limit) {
        var name = limit.metric() == null ? "" : limit.metric();
        return Measure.named(name).map(Measure::word).orElse(name);
    }
}
