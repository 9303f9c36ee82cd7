package gg.agis.ads.conversion;

import gg.agis.ads.conversion.Conversion.Standing;
import gg.agis.ads.conversion.Conversion.Suspected;
import gg.agis.ads.conversion.ConversionOutcome.Credited;
import gg.agis.ads.conversion.ConversionOutcome.Duplicate;
import gg.agis.ads.conversion.ConversionOutcome.Held;
import gg.agis.ads.conversion.ConversionOutcome.Ignored;
import gg.agis.ads.conversion.ConversionOutcome.PendingReversal;
import gg.agis.ads.conversion.ConversionOutcome.Quarantined;
import gg.agis.ads.conversion.ConversionOutcome.Rejected;
import gg.agis.ads.conversion.ConversionOutcome.Reversed;
import gg.agis.ads.conversion.Report.Chargeback;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.conversion.Report.NonPaying;
import gg.agis.ads.conversion.Report.Unusable;
import gg.agis.ads.fraud.FraudRules;
import gg.agis.ads.fraud.FraudVerdict;
import gg.agis.ads.fraud.FraudVerdict.Sentence;
import gg.agis.ads.reversal.Reversal;
import gg.agis.ads.reward.Reward;
import gg.agis.ads.reward.RewardPolicy;
import gg.agis.ads.reward.RewardPolicy.Task;
import gg.agis.ads.reward.RewardSettings;
import gg.agis.ads.tier.Tiers;
import gg.agis.ads.variant.Assigned;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Judges the reports of a batch in their order, each seeing what the ones before it did. */
final class Judgement {

    static final String NO_CONSENT = "no_consent";
    static final String REWARD_OVERFLOW = "reward_overflow";

    /** Of a parked one no reason is kept. */
    private static final String CHARGEBACK = "chargeback";

    private final Known known;
    private final FraudRules fraud;
    private final RewardSettings rewards;
    private final Changes changes;
    private final Witnesses witnesses;

    Judgement(Known known, FraudRules fraud, RewardSettings rewards) {
        this.known = known;
        this.fraud = fraud;
        this.rewards = rewards;
        this.changes = new Changes(known);
        this.witnesses = new Witnesses(known.seen());
    }

    ConversionOutcome judge(Report report) {
        return switch (report) {
            case Completed completed -> complete(completed);
            case Chargeback chargeback -> takeBack(chargeback);
            case NonPaying nonPaying -> {
                noteUnpaid(nonPaying.conversionId());
                yield new Ignored(nonPaying.conversionId());
            }
            case Unusable unusable -> quarantine(unusable);
        };
    }

    /** The original of a parked chargeback has come without meeting it. */
    void apply(Reversal parked) {
        var conversion = changes.conversion(parked.conversionId());
        if (parked.state() == Reversal.State.PARKED && conversion != null) {
            takeBack(conversion, parked, CHARGEBACK);
        }
    }

    Changes changes() {
        return changes;
    }

    Witnesses witnesses() {
        return witnesses;
    }

    private ConversionOutcome complete(Completed completed) {
        var id = completed.conversionId();
        var standing = changes.conversion(id);
        if (standing != null) {
            if (standing.completed().baseGc() != completed.baseGc()) {
                changes.conflict(standing, completed.baseGc());
            }
            return new Duplicate(id);
        }
        if (changes.unconsented(id) != null) {
            return new Duplicate(id);
        }
        var reversal = changes.reversal(id);
        if (!known.players().consented().contains(completed.playerId())) {
            changes.unconsented(id, reversal != null);
            return new Rejected(id, NO_CONSENT);
        }
        return judge(forItsGuild(completed), reversal);
    }

    private ConversionOutcome judge(Completed completed, @Nullable Reversal reversal) {
        // Before the verdict, so that fraud can be compared between variants.
        var assigned = known.variants().of(completed.playerId(), completed.guildId());
        var tally = changes.tally(completed.playerId());
        var verdict = fraud.judge(witnesses.suspicion(completed, tally, known.now()));
        var reward = reward(completed, assigned);
        if (reward.isEmpty()) {
            return quarantine(new Unusable(
                    completed.network(), completed.networkTransactionId(), REWARD_OVERFLOW, words(completed)));
        }
        var conversion = conversion(completed, reward.get(), assigned, verdict, tally.counted());
        changes.add(conversion);
        var outcome = switch (verdict.sentence()) {
            case CLEAR -> new Credited(conversion.id());
            case HOLD -> new Held(conversion.id());
            case REJECT -> new Rejected(conversion.id(), String.join(",", verdict.reasons()));
        };
        return reversal == null
                ? outcome
                : takeBack(conversion, reversal, CHARGEBACK).orElse(outcome);
    }

    private Conversion conversion(
            Completed completed, Reward reward, @Nullable Assigned assigned, FraudVerdict verdict, long countedBefore) {
        var standing = switch (verdict.sentence()) {
            case CLEAR -> new Standing(Status.REWARDED, true, null);
            case HOLD -> new Standing(Status.HELD, false, known.now().plus(verdict.hold()));
            case REJECT -> new Standing(Status.REJECTED, false, null);
        };
        return new Conversion(
                completed,
                known.now(),
                verdict.sentence() == Sentence.REJECT ? reward.refused() : reward,
                assigned,
                new Suspected(verdict.score(), verdict.reasons()),
                standing,
                countedBefore);
    }

    private Optional<Reward> reward(Completed completed, @Nullable Assigned assigned) {
        var tally = changes.tally(completed.playerId());
        return RewardPolicy.reward(
                new Task(
                        completed.baseGc(),
                        known.players().tiers().getOrDefault(completed.playerId(), Tiers.FREE),
                        tally.daysBefore(rewards.bonusDaysMax()),
                        assigned == null ? RewardPolicy.ONE_BP : assigned.multiplierBp(),
                        tally.earnedGc()),
                rewards);
    }

    private Completed forItsGuild(Completed completed) {
        var home = known.players().homes().get(completed.playerId());
        return completed.guildId() != null || home == null ? completed : completed.forGuild(home);
    }

    private ConversionOutcome takeBack(Chargeback chargeback) {
        var id = chargeback.conversionId();
        var taken = changes.unconsented(id);
        if (taken != null) {
            changes.unconsented(id, true);
            return taken ? new Duplicate(id) : new Ignored(id);
        }
        if (changes.reversal(id) != null) {
            return new Duplicate(id);
        }
        var parked = new Reversal(
                id,
                Reversal.State.PARKED,
                chargeback.network(),
                chargeback.networkTransactionId(),
                chargeback.amountGc(),
                known.now());
        var conversion = changes.conversion(id);
        if (conversion != null) {
            return takeBack(conversion, parked, chargeback.reason()).orElseGet(() -> new Ignored(id));
        }
        if (changes.isUnpaid(id)) {
            changes.reversal(parked.as(Reversal.State.IGNORED));
            return new Ignored(id);
        }
        changes.reversal(parked);
        return new PendingReversal(id);
    }

    /** Nothing where there is nothing to take back. */
    private Optional<ConversionOutcome> takeBack(Conversion conversion, Reversal reversal, String reason) {
        if (!conversion.status().mayBecome(Status.REVERSED)) {
            changes.reversal(reversal.as(Reversal.State.IGNORED));
            return Optional.empty();
        }
        changes.reversal(reversal.as(Reversal.State.APPLIED));
        changes.reverse(conversion, reason);
        return Optional.of(new Reversed(conversion.id()));
    }

    private ConversionOutcome quarantine(Unusable unusable) {
        var id = unusable.conversionId();
        var transactionId = unusable.networkTransactionId();
        if (transactionId != null) {
            noteUnpaid(unusable.originalId(transactionId));
        }
        return changes.quarantine(unusable) ? new Quarantined(id) : new Duplicate(id);
    }

    /** Whoever took it back already has taken back nothing. */
    private void noteUnpaid(UUID id) {
        var reversal = changes.reversal(id);
        if (reversal != null && reversal.state() == Reversal.State.PARKED) {
            changes.reversal(reversal.as(Reversal.State.IGNORED));
        }
        changes.unpaid(id);
    }

    private static String words(Completed completed) {
        return String.join(
                "&",
                completed.received().entrySet().stream()
                        .map(text -> text.getKey() + "=" + text.getValue())
                        .map(text -> text.replace('\0', ' '))
                        .sorted()
                        .toList());
    }

    static List<UUID> idsOf(Report report) {
        var id = report.conversionId();
        return report instanceof Unusable unusable && unusable.networkTransactionId() != null
                ? List.of(id, unusable.originalId(unusable.networkTransactionId()))
                : List.of(id);
    }
}
