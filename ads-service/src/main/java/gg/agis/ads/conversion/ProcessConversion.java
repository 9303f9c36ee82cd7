package gg.agis.ads.conversion;

import gg.agis.ads.consent.Consents;
import gg.agis.ads.conversion.ConversionOutcome.Credited;
import gg.agis.ads.conversion.ConversionOutcome.Duplicate;
import gg.agis.ads.conversion.ConversionOutcome.Quarantined;
import gg.agis.ads.conversion.ConversionOutcome.Rejected;
import gg.agis.ads.player.PlayerLock;
import gg.agis.ads.reward.RewardPolicy;
import gg.agis.common.id.MadeId;
import gg.agis.common.outbox.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a verified callback becomes, decided and written in one transaction. */
@Component
public class ProcessConversion {

    static final String NO_CONSENT = "no_consent";

    private final PlayerLock lock;
    private final Conversions conversions;
    private final Consents consents;
    private final Outbox outbox;
    private final Clock clock;

    ProcessConversion(PlayerLock lock, Conversions conversions, Consents consents, Outbox outbox, Clock clock) {
        this.lock = lock;
        this.conversions = conversions;
        this.consents = consents;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public ConversionOutcome process(ReceivedConversion received) {
        // One player's callbacks are decided one after the other: order of commits is order of facts.
        lock.take(received.playerId());
        if (conversions.isKnown(received)) {
            return new Duplicate(received.id());
        }
        if (!consents.hasConsented(received.playerId())) {
            conversions.rememberUnconsented(received, clock.instant());
            return new Rejected(received.id(), NO_CONSENT);
        }
        var reward = RewardPolicy.forFreePlayer(received.baseGc());
        var conversion = new Conversion(received, reward, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        // The same id may come for another player at the same moment, past this player's lock: the key decides.
        if (!conversions.add(conversion)) {
            return new Duplicate(received.id());
        }
        outbox.publish(conversion.rewarded());
        return new Credited(received.id());
    }

    /** Keeps what is signed and cannot be used; the same words again are the same case. */
    @Transactional
    public ConversionOutcome quarantine(String network, String query, String reason) {
        var id = MadeId.of("quarantine", network, query);
        boolean first = conversions.quarantine(id, network, query, reason, clock.instant());
        return first ? new Quarantined(id) : new Duplicate(id);
    }
}
