package gg.agis.ads.consent;

import gg.agis.common.outbox.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Grants or withdraws; saying the same again changes nothing and states nothing. */
@Component
class ChangeConsent {

    private final Consents consents;
    private final Outbox outbox;
    private final Clock clock;

    ChangeConsent(Consents consents, Outbox outbox, Clock clock) {
        this.consents = consents;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    Consent change(String playerId, boolean granted, String policyVersion) {
        consents.lockPlayer(playerId);
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
