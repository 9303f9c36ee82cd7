package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdleWatchTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final IdleWatch watch = new IdleWatch();

    @Test
    void idleTimeCountsFromTheFirstLook() {
        at(0, 100);

        assertThat(at(10, 101)).isEqualTo(Duration.ofSeconds(10));
        assertThat(at(20, 102)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void workStartsItAnew() {
        at(0, 100);
        at(10, 101);
        at(20, 109);

        assertThat(at(30, 110)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aReplacedProcessIsNotIdleness() {
        at(0, 100);

        assertThat(at(10, 20)).isZero();
    }

    private Duration at(int second, int cpuSeconds) {
        return watch.idleAfter(NOON.plusSeconds(second), Duration.ofSeconds(cpuSeconds));
    }
}
