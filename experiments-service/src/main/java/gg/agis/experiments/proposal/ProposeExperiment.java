package gg.agis.experiments.proposal;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import gg.agis.common.bucketing.HashVersion;
import gg.agis.common.event.ExperimentsEvent.Namespace;
import gg.agis.common.token.Caller;
import gg.agis.experiments.design.Arm;
import gg.agis.experiments.design.Design;
import gg.agis.experiments.design.Guardrail;
import gg.agis.experiments.design.Measure;
import gg.agis.experiments.design.Period;
import gg.agis.experiments.design.Purpose;
import gg.agis.experiments.design.UnitKind;
import gg.agis.experiments.experiment.Experiment;
import gg.agis.experiments.experiment.Experiments;
import gg.agis.experiments.experiment.Status;
import gg.agis.experiments.operator.AuditLog;
import gg.agis.experiments.proposal.Proposal.Limit;
import gg.agis.experiments.proposal.Proposal.Wished;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes an experiment down, and thinks it over as long as it has not begun. */
@Component
class ProposeExperiment {

    /** What became of a proposal. */
    sealed interface Proposed {

        record Drafted(Experiment experiment) implements Proposed {}

        record Faulty(List<Fault> faults) implements Proposed {

            public Faulty {
                faults = List.copyOf(faults);
            }
        }

        record Taken() implements Proposed {}

        record Unknown() implements Proposed {}

        record Begun(Status status) implements Proposed {}
    }

    private final Experiments experiments;
    private final GuardrailSettings usual;
    private final AuditLog audit;
    private final Clock clock;

    ProposeExperiment(Experiments experiments, GuardrailSettings usual, AuditLog audit, Clock clock) {
        this.experiments = experiments;
        this.usual = usual;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Proposed draft(Proposal proposal, Caller by) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var faults = ProposalRules.faults(proposal, now);
        if (!faults.isEmpty()) {
            return new Proposed.Faulty(faults);
        }
        var experiment = experiment(proposal, now);
        if (!experiments.add(experiment)) {
            return new Proposed.Taken();
        }
        audit.record(by, "experiment-drafted", "experiment:" + experiment.id(), "a new one");
        return new Proposed.Drafted(experiment);
    }

    @Transactional
    Proposed redraft(String id, Proposal proposal, Caller by) {
        var found = experiments.lock(id);
        if (found.isEmpty()) {
            return new Proposed.Unknown();
        }
        var experiment = found.get();
        if (experiment.status() != Status.DRAFT) {
            return new Proposed.Begun(experiment.status());
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var faults = ProposalRules.faults(proposal, now);
        if (!faults.isEmpty()) {
            return new Proposed.Faulty(faults);
        }
        var changed = experiment.redrafted(experiment(proposal, now));
        experiments.save(changed, now);
        audit.record(by, "experiment-edited", "experiment:" + id, "a draft");
        return new Proposed.Drafted(changed);
    }

    /** Of a proposal without faults. */
    private Experiment experiment(Proposal proposal, Instant now) {
        var id = requireNonNull(proposal.id());
        var starts = requireNonNullElse(proposal.startsAt(), now).truncatedTo(ChronoUnit.MILLIS);
        var ends = requireNonNull(proposal.endsAt()).truncatedTo(ChronoUnit.MILLIS);
        return new Experiment(
                id,
                1,
                Status.DRAFT,
                new Purpose(
                        requireNonNull(proposal.name()).strip(),
                        requireNonNullElse(proposal.hypothesis(), ""),
                        metric(proposal.primaryMetric()),
                        proposal.limits().stream().map(this::guardrail).toList()),
                new Design(
                        UnitKind.named(proposal.unitKind()).orElseThrow(),
                        HashVersion.named(requireNonNullElse(proposal.hashVersion(), HashVersion.V2.wireName()))
                                .orElseThrow(),
                        requireNonNullElse(proposal.seed(), id),
                        namespace(proposal),
                        requireNonNull(proposal.trafficBp()),
                        proposal.arms().stream().map(ProposeExperiment::arm).toList()),
                new Period(now, starts, ends, now.isBefore(starts)));
    }

    private static String metric(@Nullable String name) {
        var wished = name == null ? Measure.CONVERSION_RATE.word() : name;
        return Measure.named(wished).map(Measure::word).orElse(wished);
    }

    private Guardrail guardrail(Limit limit) {
        var measure = Measure.named(requireNonNull(limit.metric())).orElseThrow();
        var maxBp = limit.maxBp();
        var maxGc = limit.maxGc();
        long max = maxBp != null ? maxBp : maxGc != null ? maxGc : usual.usual(measure);
        return new Guardrail(measure, max);
    }

    private static @Nullable Namespace namespace(Proposal proposal) {
        var space = proposal.namespace();
        if (space != null) {
            return new Namespace(
                    requireNonNull(space.id()), requireNonNull(space.fromBp()), requireNonNull(space.toBp()));
        }
        return proposal.setsMultiplier() ? new Namespace(Design.REWARD_NAMESPACE, 0, Proposal.ALL_BP) : null;
    }

    private static Arm arm(Wished wished) {
        var config = new HashMap<>(wished.settings());
        var multiplier = config.remove(Arm.MULTIPLIER);
        return new Arm(
                requireNonNull(wished.id()),
                wished.isControl(),
                requireNonNull(wished.allocationBp()),
                multiplier instanceof Number number ? VariantRules.inBp(number) : null,
                config);
    }
}
