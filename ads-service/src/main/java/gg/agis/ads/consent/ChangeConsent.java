package gg.agis.ads.consent;

import gg.agis.ads.player.PlayerLock;
import gg.agis.common.outbox.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Grants or withdraws; saying the same again changes nothing and states nothing. */
@Component
class ChangeConsent {

    private final PlayerLock lock;
    private final Consents consents;
    private final Outbox outbox;
    private final Clock clock;

    ChangeConsent(PlayerLock lock, Consents consents, Outbox outbox, Clock clock) {
        this.lock = lock;
        this.consents = consents;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    Consent change(String playerId, boolean granted, String policyVersion) {
        lock.take(playerId);
        var before = consents.find(playerId);
        if (before.isPresent() && before.get().saysTheSame(granted, policyVersion)) {
            return before.get();
        }
        var consent =
                new Consent(playerId, granted, policyVersion, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        consents.add(consent);
        outbox.publish(consent.changed());
        return consent;
    }
}
