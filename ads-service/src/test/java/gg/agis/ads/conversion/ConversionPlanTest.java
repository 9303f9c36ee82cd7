package gg.agis.ads.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.QueryPlan;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** However many conversions there are, one costs what it costs. */
@AdsServiceTest
class ConversionPlanTest {

    @Test
    void aRepeatIsFoundByItsKeyAlone() {
        var plan = QueryPlan.of(
                Conversions.FIND,
                List.of((Object) new UUID[] {UUID.randomUUID()}),
                QueryPlan.MANY_CONVERSIONS,
                QueryPlan.THEIR_KEYS);

        assertThat(plan).contains("using conversion_keys_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void aPageOfAPlayersIsReadInItsOrder() {
        var page = PlayersConversions.PAGE.replaceAll(":[a-zA-Z]+", "?");
        var now = OffsetDateTime.parse("2099-01-01T00:00:00Z");

        var plan = QueryPlan.of(
                page, List.of("100000000000000001", now, UUID.randomUUID(), now, 51), QueryPlan.MANY_CONVERSIONS);

        assertThat(plan).contains("player_id_received_at").doesNotContain("Seq Scan");
    }
}
