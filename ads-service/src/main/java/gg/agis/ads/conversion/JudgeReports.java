package gg.agis.ads.conversion;

import gg.agis.ads.consent.Consents;
import gg.agis.ads.conversion.ConversionOutcome.Credited;
import gg.agis.ads.conversion.ConversionOutcome.Duplicate;
import gg.agis.ads.conversion.ConversionOutcome.Ignored;
import gg.agis.ads.conversion.ConversionOutcome.Quarantined;
import gg.agis.ads.conversion.ConversionOutcome.Rejected;
import gg.agis.ads.conversion.Report.Chargeback;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.conversion.Report.NonPaying;
import gg.agis.ads.conversion.Report.Unusable;
import gg.agis.ads.player.PlayerLock;
import gg.agis.ads.reward.RewardPolicy;
import gg.agis.common.outbox.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a verified report becomes, decided and written in one transaction. */
@Component
public class JudgeReports {

    static final String NO_CONSENT = "no_consent";

    private final PlayerLock lock;
    private final Conversions conversions;
    private final Consents consents;
    private final Outbox outbox;
    private final Clock clock;

    JudgeReports(PlayerLock lock, Conversions conversions, Consents consents, Outbox outbox, Clock clock) {
        this.lock = lock;
        this.conversions = conversions;
        this.consents = consents;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public ConversionOutcome judge(Report report) {
        return switch (report) {
            case Completed completed -> process(completed);
            case Chargeback chargeback ->
                quarantine(new Unusable(
                        chargeback.network(),
                        chargeback.networkTransactionId(),
                        "chargeback",
                        chargeback.networkTransactionId()));
            case NonPaying nonPaying -> new Ignored(nonPaying.conversionId());
            case Unusable unusable -> quarantine(unusable);
        };
    }

    private ConversionOutcome process(Completed completed) {
        // One player's callbacks are decided one after the other: order of commits is order of facts.
        lock.take(completed.playerId());
        var id = completed.conversionId();
        if (conversions.isKnown(id)) {
            return new Duplicate(id);
        }
        if (!consents.hasConsented(completed.playerId())) {
            conversions.rememberUnconsented(id, clock.instant());
            return new Rejected(id, NO_CONSENT);
        }
        var reward = RewardPolicy.forFreePlayer(completed.baseGc());
        var conversion = new Conversion(completed, reward, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        // The same id may come for another player at the same moment, past this player's lock: the key decides.
        if (!conversions.add(conversion)) {
            return new Duplicate(id);
        }
        outbox.publish(conversion.rewarded());
        return new Credited(id);
    }

    /** Keeps what is signed and cannot be used; the same words again are the same case. */
    private ConversionOutcome quarantine(Unusable unusable) {
        var id = unusable.conversionId();
        boolean first =
                conversions.quarantine(id, unusable.network(), unusable.query(), unusable.reason(), clock.instant());
        return first ? new Quarantined(id) : new Duplicate(id);
    }
}
