package gg.agis.sandbox.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final Restarts restarts = new Restarts(Duration.ofMillis(500), Duration.ofSeconds(30));

    @Test
    void thePauseDoublesUpToTheLongest() {
        assertThat(IntStream.range(0, 8)
                        .mapToObj(death -> restarts.afterDeath(A_MOMENT).toMillis()))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void aMinuteOfLifeForgivesWhatWasBefore() {
        restarts.afterDeath(A_MOMENT);
        restarts.afterDeath(A_MOMENT);

        assertThat(restarts.afterDeath(Duration.ofMinutes(1))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void theFifthDeathInARowIsWorthSayingAndThenEveryFifth() {
        assertThat(IntStream.rangeClosed(1, 10).filter(death -> {
                    restarts.afterDeath(A_MOMENT);
                    return restarts.keepsDying();
                }))
                .containsExactly(5, 10);
    }

    @Test
    void aHundredDeathsDoNotOverflow() {
        IntStream.range(0, 100).forEach(death -> restarts.afterDeath(A_MOMENT));

        assertThat(restarts.afterDeath(A_MOMENT)).isEqualTo(Duration.ofSeconds(30));
    }
}
