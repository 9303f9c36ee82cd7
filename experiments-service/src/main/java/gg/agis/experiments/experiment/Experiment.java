package gg.agis.experiments.experiment;

import gg.agis.common.bucketing.Evaluator;
import gg.agis.common.event.ExperimentsEvent.Definition;
import gg.agis.common.event.ExperimentsEvent.Variant;
import gg.agis.experiments.design.Design;
import gg.agis.experiments.design.Period;
import gg.agis.experiments.design.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An experiment as it is now.
 *
 * @param version counts its changes
 */
public record Experiment(String id, long version, Status status, Purpose purpose, Design design, Period period) {

    /** As evaluators are told of it. */
    public Definition definition() {
        return new Definition(
                id,
                version,
                status.word(),
                design.unitKind().word(),
                design.namespace(),
                design.hash().wireName(),
                design.seed(),
                design.trafficBp(),
                variants(),
                period.startsAt(),
                period.endsAt());
    }

    private List<Variant> variants() {
        var variants = new ArrayList<Variant>();
        var ranges = design.ranges();
        for (int place = 0; place < ranges.size(); place++) {
            var arm = design.arms().get(place);
            var range = ranges.get(place);
            variants.add(new Variant(
                    arm.id(), arm.control(), range.fromBp(), range.toBp(), arm.multiplierBp(), arm.wholeConfig()));
        }
        return variants;
    }

    public Evaluator evaluator() {
        return Evaluator.of(definition()).orElseThrow();
    }

    public boolean isUnderWay(Instant now) {
        return status.isUnderWay() && !now.isBefore(period.startsAt()) && now.isBefore(period.endsAt());
    }

    public Experiment becomes(Status next, Instant now) {
        if (!status.mayBecome(next)) {
            throw new IllegalStateException("%s is %s and cannot become %s".formatted(id, status, next));
        }
        return new Experiment(
                id, version + 1, next, purpose, design, status == Status.DRAFT ? period.startedAt(now) : period);
    }

    Experiment withTraffic(int trafficBp) {
        return new Experiment(id, version + 1, status, purpose, design.withTraffic(trafficBp), period);
    }

    /** A draft, thought over. */
    public Experiment redrafted(Experiment other) {
        var created = period.createdAt();
        return new Experiment(
                id,
                version + 1,
                status,
                other.purpose(),
                other.design(),
                new Period(
                        created,
                        other.period().startsAt(),
                        other.period().endsAt(),
                        other.period().startsItself()));
    }
}
