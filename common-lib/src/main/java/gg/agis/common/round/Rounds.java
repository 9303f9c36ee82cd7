package gg.agis.common.round;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Makes the rounds of a service, each in a thread of its own, from the start of the service to its end. */
final class Rounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final List<Round> rounds;
    private final CompletionStage<Void> schemaCurrent;
    private final MeterRegistry meters;
    private final Clock clock;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    Rounds(List<Round> rounds, CompletionStage<Void> schemaCurrent, MeterRegistry meters, Clock clock) {
        this.rounds = rounds;
        this.schemaCurrent = schemaCurrent;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void start() {
        var untilStopped = new CountDownLatch(1);
        stopped = untilStopped;
        schemaCurrent.thenRun(() -> rounds.forEach(
                round -> Thread.ofVirtual().name(round.name()).start(() -> makeUntil(untilStopped, round))));
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void makeUntil(CountDownLatch untilStopped, Round round) {
        var succeeded = new AtomicLong(clock.millis());
        TimeGauge.builder("agis.round.age", succeeded, TimeUnit.MILLISECONDS, at -> clock.millis() - at.get())
                .description("How long ago this round last succeeded")
                .tag("round", round.name())
                .register(meters);
        try {
            do {
                if (attempt(round)) {
                    succeeded.set(clock.millis());
                }
            } while (!untilStopped.await(round.pause().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt(Round round) {
        try {
            round.make();
            return true;
        } catch (RuntimeException e) {
            // Mostly the database away for a moment. The age tells how long it lasts.
            log.warn("The round {} failed and is made again in {}", round.name(), round.pause(), e);
            return false;
        }
    }
}
