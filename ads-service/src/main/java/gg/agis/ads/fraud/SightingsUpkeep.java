package gg.agis.ads.fraud;

import gg.agis.common.round.Round;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Keeps what was seen as short as it is: a day's worth, which one pass tidies up. */
@Component
class SightingsUpkeep implements Round {

    private final Sightings sightings;
    private final Clock clock;

    SightingsUpkeep(Sightings sightings, Clock clock) {
        this.sightings = sightings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sightings-upkeep";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void make() {
        sightings.tidyUp(clock.instant());
    }
}
