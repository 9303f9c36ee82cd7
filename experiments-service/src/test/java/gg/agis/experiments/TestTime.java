package gg.agis.experiments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The service's clock, which a test moves on and sets right again when it is through. */
@TestConfiguration
public class TestTime {

    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    public static void moveOn(Duration by) {
        AHEAD.updateAndGet(by::plus);
    }

    public static void setRight() {
        AHEAD.set(Duration.ZERO);
    }

    @Bean
    Clock clock() {
        return new Ahead(ZoneOffset.UTC);
    }

    private static final class Ahead extends Clock {

        private final ZoneId zone;

        Ahead(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Ahead(other);
        }

        @Override
        public Instant instant() {
            return Clock.tickMillis(zone).instant().plus(AHEAD.get());
        }
    }
}
