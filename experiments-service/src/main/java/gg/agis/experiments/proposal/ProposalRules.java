package gg.agis.experiments.proposal;

import gg.agis.common.bucketing.HashVersion;
import gg.agis.experiments.design.Design;
import gg.agis.experiments.design.UnitKind;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a proposal must be like. Every rule is asked, so that whoever wrote it hears of everything at once. */
final class ProposalRules {

    static final int NUMBER_CHARS_MAX = 40;
    static final int NUMBER_DIGITS_MAX = 18;

    private static final int ALL_BP = Proposal.ALL_BP;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int NAME_CHARS_MAX = 200;
    private static final int HYPOTHESIS_CHARS_MAX = 2_000;
    private static final int SEED_CHARS_MAX = 100;

    private static final List<Rule> ALL = List.of(
            ProposalRules::named,
            ProposalRules::explained,
            ProposalRules::ofAKnownUnit,
            ProposalRules::hashed,
            ProposalRules::admittingSome,
            ProposalRules::withinItsNamespace,
            ProposalRules::inAPeriod,
            MetricRules::measured,
            MetricRules::guarded,
            VariantRules::several,
            VariantRules::identified,
            VariantRules::besideOneControl,
            VariantRules::allocated,
            VariantRules::configuredAlike,
            VariantRules::multiplied);

    /** Looks at one thing. */
    interface Rule {

        Stream<Fault> faultsOf(Proposal proposal, Instant now);
    }

    private ProposalRules() {}

    /** Nothing for a proposal that can be run. */
    static List<Fault> faults(Proposal proposal, Instant now) {
        return ALL.stream().flatMap(rule -> rule.faultsOf(proposal, now)).toList();
    }

    static boolean isId(@Nullable String text) {
        return text != null && ID.matcher(text).matches();
    }

    private static Stream<Fault> named(Proposal proposal, Instant now) {
        var name = proposal.name();
        return Stream.concat(
                unless(
                        isId(proposal.id()),
                        "id",
                        "invalid-id",
                        "An id is 1 to 64 letters, digits, dots, underscores and hyphens, a letter or digit first."),
                unless(
                        name != null && !name.isBlank() && name.length() <= NAME_CHARS_MAX,
                        "name",
                        "invalid-name",
                        "A name of %d characters at most is needed.".formatted(NAME_CHARS_MAX)));
    }

    private static Stream<Fault> explained(Proposal proposal, Instant now) {
        var hypothesis = proposal.hypothesis();
        return unless(
                hypothesis == null || hypothesis.length() <= HYPOTHESIS_CHARS_MAX,
                "hypothesis",
                "invalid-hypothesis",
                "A hypothesis has %d characters at most.".formatted(HYPOTHESIS_CHARS_MAX));
    }

    private static Stream<Fault> ofAKnownUnit(Proposal proposal, Instant now) {
        return unless(
                UnitKind.named(proposal.unitKind()).isPresent(),
                "unitKind",
                "invalid-unit-kind",
                "A unit is a 'player' or a 'guild'; say which.");
    }

    private static Stream<Fault> hashed(Proposal proposal, Instant now) {
        var hash = proposal.hashVersion();
        var seed = proposal.seed();
        return Stream.concat(
                unless(
                        hash == null || HashVersion.named(hash).isPresent(),
                        "hashVersion",
                        "invalid-hash-version",
                        "There are the hash versions 'v1', 'v2' (the usual one) and 'md5'."),
                unless(
                        seed == null || (!seed.isBlank() && seed.length() <= SEED_CHARS_MAX),
                        "seed",
                        "invalid-seed",
                        "A seed has 1 to %d characters; without one it is the experiment's id."
                                .formatted(SEED_CHARS_MAX)));
    }

    private static Stream<Fault> admittingSome(Proposal proposal, Instant now) {
        var traffic = proposal.trafficBp();
        return unless(
                traffic != null && 0 <= traffic && traffic <= ALL_BP,
                "trafficBp",
                "invalid-traffic-bp",
                "Traffic is a whole number of basis points from 0 to 10000, which is everybody.");
    }

    private static Stream<Fault> withinItsNamespace(Proposal proposal, Instant now) {
        var space = proposal.namespace();
        if (space == null) {
            return Stream.empty();
        }
        var from = space.fromBp();
        var to = space.toBp();
        boolean isRange = from != null && to != null && 0 <= from && from < to && to <= ALL_BP;
        return Stream.concat(
                unless(
                        isRange && isId(space.id()),
                        "namespace",
                        "invalid-namespace",
                        "A namespace has an id, and a range from 'fromBp' to below 'toBp' within 0 and 10000."),
                proposal.setsMultiplier() && isId(space.id()) && !Design.REWARD_NAMESPACE.equals(space.id())
                        ? Stream.of(new Fault(
                                Fault.Kind.CONFLICT,
                                "namespace.id",
                                "experiment-overlap",
                                "An experiment that sets the multiplier is in the namespace 'reward', where no two of"
                                        + " them share a unit; in another one it could. Take 'reward' and a range."))
                        : Stream.empty());
    }

    private static Stream<Fault> inAPeriod(Proposal proposal, Instant now) {
        var ends = proposal.endsAt();
        var starts = proposal.startsAt() == null ? now : proposal.startsAt();
        return unless(
                ends != null && starts.isBefore(ends) && now.isBefore(ends),
                "endsAt",
                "invalid-period",
                "An experiment ends after it starts, and not in the past. Correct 'startsAt' and 'endsAt'.");
    }

    static Stream<Fault> unless(boolean sound, String field, String code, String detail) {
        return sound ? Stream.empty() : Stream.of(Fault.invalid(field, code, detail));
    }
}
