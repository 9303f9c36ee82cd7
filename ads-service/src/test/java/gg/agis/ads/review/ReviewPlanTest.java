package gg.agis.ads.review;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.QueryPlan;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is held is few among many, and found without looking at the others. */
@AdsServiceTest
class ReviewPlanTest {

    @Test
    void theListReadsOnlyWhatIsHeld() {
        var plan = QueryPlan.of(
                Reviews.LIST.replaceAll(":[a-zA-Z]+", "?"),
                List.of(OffsetDateTime.parse("2020-01-01T00:00:00Z"), UUID.randomUUID(), 51),
                QueryPlan.MANY_CONVERSIONS);

        assertThat(plan).contains("release_at_conversion_id").doesNotContain("Seq Scan on conversions_2");
    }
}
