package gg.agis.ads.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.QueryPlan;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An address with a city behind it is read no further than it takes to know. */
@AdsServiceTest
class SightingPlanTest {

    @Test
    void noMoreAreReadThanItTakes() {
        var plan = QueryPlan.of(
                Sightings.FIND,
                List.of(new UUID[] {Sightings.address("203.0.113.7")}, OffsetDateTime.now(ZoneOffset.UTC), 6),
                "INSERT INTO sightings SELECT gen_random_uuid(), n, now() FROM generate_series(1, 20000) n");

        assertThat(plan).contains("using sightings_pkey", "Limit").doesNotContain("Seq Scan on sightings");
    }
}
