package gg.agis.experiments.outcome;

import gg.agis.common.event.AdsEvent.ConversionHeld;
import gg.agis.common.event.AdsEvent.ConversionRejected;
import gg.agis.common.event.AdsEvent.ConversionReversed;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import gg.agis.common.event.AdsEvent.OfConversion;
import gg.agis.experiments.design.UnitKind;
import gg.agis.experiments.experiment.Experiments.Reference;
import gg.agis.experiments.outcome.Known.Credit;
import java.time.Instant;
import java.util.UUID;

/** What one fact says of a conversion that is in an experiment. */
record ConversionFact(UUID conversionId, Instant receivedAt, int experiment, Known known) {

    static ConversionFact of(OfConversion fact, Reference experiment) {
        var kind = experiment.unitKind();
        experiment.require(kind.word(), String.valueOf(fact.variantId()));
        var unit = kind == UnitKind.PLAYER ? fact.playerId() : fact.guildId();
        if (unit == null) {
            throw new IllegalArgumentException("without a guild it is in no experiment of guilds: " + fact);
        }
        return new ConversionFact(fact.conversionId(), fact.receivedAt(), experiment.number(), known(fact, unit));
    }

    private static Known known(OfConversion fact, String unit) {
        return switch (fact) {
            case ConversionRewarded rewarded ->
                new Known(new Credit(unit, rewarded.rewardGc(), rewarded.payoutMicrosUsd()), null, null);
            case ConversionRejected _ -> new Known(null, unit, null);
            case ConversionReversed reversed ->
                new Known(null, null, new Credit(unit, reversed.rewardGc(), reversed.payoutMicrosUsd()));
            // It ends otherwise, and counts then.
            case ConversionHeld _ -> Known.NOTHING;
        };
    }

    /** Another fact of the same conversion. */
    ConversionFact and(ConversionFact other) {
        return new ConversionFact(conversionId, receivedAt, experiment, known.and(other.known));
    }
}
