package gg.agis.experiments.experiment;

import gg.agis.common.event.ExperimentsEvent.Namespace;
import gg.agis.experiments.design.Design;
import gg.agis.experiments.design.Guardrail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as operators see it.
 *
 * @param status draft, running, paused, completed or archived
 * @param version counts its changes
 */
public record ExperimentView(
        String id,
        String name,
        String hypothesis,
        String status,
        long version,
        String unitKind,
        int trafficBp,
        String hashVersion,
        String seed,
        @Nullable Namespace namespace,
        Instant createdAt,
        Instant startsAt,
        Instant endsAt,
        boolean startsItself,
        String primaryMetric,
        List<Limit> guardrails,
        List<Arm> variants) {

    /** What no variant may exceed: a rate in basis points, or GC per USD. */
    public record Limit(
            String metric,
            @Nullable Integer maxBp,
            @Nullable Long maxGc) {

        static Limit of(Guardrail guardrail) {
            return guardrail.isInBp()
                    ? new Limit(guardrail.measure().word(), Math.toIntExact(guardrail.max()), null)
                    : new Limit(guardrail.measure().word(), null, guardrail.max());
        }
    }

    /** A variant, and the buckets that its units fall into with the present traffic. */
    public record Arm(
            String id,
            boolean control,
            int allocationBp,
            int fromBp,
            int toBp,
            @Nullable Integer multiplierBp,
            Map<String, Object> config) {}

    public static ExperimentView of(Experiment experiment) {
        var design = experiment.design();
        var purpose = experiment.purpose();
        var period = experiment.period();
        return new ExperimentView(
                experiment.id(),
                purpose.name(),
                purpose.hypothesis(),
                experiment.status().word(),
                experiment.version(),
                design.unitKind().word(),
                design.trafficBp(),
                design.hash().wireName(),
                design.seed(),
                design.namespace(),
                period.createdAt(),
                period.startsAt(),
                period.endsAt(),
                period.startsItself(),
                purpose.primaryMetric(),
                purpose.guardrails().stream().map(Limit::of).toList(),
                arms(design));
    }

    private static List<Arm> arms(Design design) {
        var ranges = design.ranges();
        return IntStream.range(0, ranges.size())
                .mapToObj(place -> {
                    var arm = design.arms().get(place);
                    var range = ranges.get(place);
                    return new Arm(
                            arm.id(),
                            arm.control(),
                            arm.allocationBp(),
                            range.fromBp(),
                            range.toBp(),
                            arm.multiplierBp(),
                            arm.wholeConfig());
                })
                .toList();
    }
}
