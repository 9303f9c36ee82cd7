package gg.agis.ads.consent;

import gg.agis.common.event.AdsEvent.ConsentChanged;
import java.time.Instant;

/** What a player said about our processing their conversions. */
record Consent(String playerId, boolean granted, String policyVersion, Instant at) {

    boolean saysTheSame(boolean granted, String policyVersion) {
        return this.granted == granted && this.policyVersion.equals(policyVersion);
    }

    ConsentChanged changed() {
        return new ConsentChanged(playerId, granted, policyVersion, at);
    }
}
