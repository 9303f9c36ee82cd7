package gg.agis.ads.player;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.QueryPlan;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often somebody came is told by one look, however often they came. */
@AdsServiceTest
class TallyPlanTest {

    @Test
    void noConversionIsCounted() {
        var anHourAgo = OffsetDateTime.now(ZoneOffset.UTC).minusHours(1);

        var plan = QueryPlan.of(
                Tallies.FIND,
                List.of(anHourAgo, new String[] {"100000000000000001"}, LocalDate.now(ZoneOffset.UTC), 6),
                QueryPlan.MANY_CONVERSIONS,
                "INSERT INTO player_days SELECT player_id, received_at::date, 1, true, count(*) FROM conversions"
                        + " GROUP BY 1, 2 ON CONFLICT DO NOTHING");

        assertThat(plan)
                .contains("player_days_pkey", "player_id_received_at", "Merge Append", "Limit")
                .doesNotContain("Seq Scan");
    }
}
