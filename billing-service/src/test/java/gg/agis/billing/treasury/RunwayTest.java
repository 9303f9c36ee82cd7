package gg.agis.billing.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunwayTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"100, 10, 10", "109, 10, 10", "9, 10, 0", "0, 10, 0", "-50, 10, 0"})
    void onlyWholeHoursCanBePaid(long available, long burnPerHour, long hoursLeft) {
        assertThat(Runway.of(available, burnPerHour, NOON))
                .isEqualTo(new Runway(hoursLeft, burnPerHour, NOON.plusSeconds(hoursLeft * 3_600)));
    }

    @Test
    void whereNothingBurnsNothingEnds() {
        assertThat(Runway.of(100, 0, NOON)).isEqualTo(new Runway(null, 0, null));
    }

    @Test
    void anEndBeyondAllCalendarsHasNoDate() {
        assertThat(Runway.of(Long.MAX_VALUE, 1, NOON)).isEqualTo(new Runway(Long.MAX_VALUE, 1, null));
    }
}
