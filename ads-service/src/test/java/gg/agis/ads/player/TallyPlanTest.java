package gg.agis.ads.player;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.QueryPlan;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often somebody came is told by one look, however often they came. */
@AdsServiceTest
class TallyPlanTest {

    @Test
    void noConversionIsCounted() {
        var now = OffsetDateTime.now(ZoneOffset.UTC);

        var plan = QueryPlan.of(
                Tallies.FIND,
                List.of(now.minusHours(1), now.plusDays(1), new String[] {"100000000000000001"}, now.toLocalDate(), 6),
                QueryPlan.MANY_CONVERSIONS,
                "INSERT INTO player_days SELECT player_id, received_at::date, 1, true, count(*) FROM conversions"
                        + " GROUP BY 1, 2 ON CONFLICT DO NOTHING");

        assertThat(plan)
                .contains("player_days_pkey", "player_id_received_at", "Limit")
                .doesNotContain("Seq Scan", "conversions_default");
    }
}
