package gg.agis.common.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CompletableFuture<Void> schemaCurrent = new CompletableFuture<>();
    private final Counting round = new Counting();
    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final Rounds rounds = new Rounds(List.of(round), schemaCurrent, meters, new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @AfterEach
    void stop() {
        rounds.stop();
    }

    @Test
    void noneIsMadeBeforeTheSchemaIsCurrent() {
        rounds.start();
        assertThat(round.made).hasValue(0);

        schemaCurrent.complete(null);

        await().until(() -> round.made.get() > 2);
    }

    @Test
    void oneThatFailsIsMadeAgainAndTheAgeTellsForHowLongItFails() {
        schemaCurrent.complete(null);
        round.fails = true;
        rounds.start();

        await().until(() -> round.made.get() > 2);
        now = now.plusSeconds(90);
        assertThat(age()).isEqualTo(90);

        round.fails = false;
        await().until(() -> age() == 0);
    }

    @Test
    void afterTheEndNoneIsBegun() {
        schemaCurrent.complete(null);
        rounds.start();
        await().until(() -> round.made.get() > 0);

        rounds.stop();

        await().until(() -> round.thread != null && !round.thread.isAlive());
        assertThat(rounds.isRunning()).isFalse();
    }

    private double age() {
        return meters.get("agis.round.age").tag("round", "counting").timeGauge().value(TimeUnit.SECONDS);
    }

    private static final class Counting implements Round {

        private final AtomicInteger made = new AtomicInteger();
        private volatile boolean fails;
        private volatile @Nullable Thread thread;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Duration pause() {
            return Duration.ofMillis(1);
        }

        @Override
        public void make() {
            thread = Thread.currentThread();
            made.incrementAndGet();
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
        }
    }
}
