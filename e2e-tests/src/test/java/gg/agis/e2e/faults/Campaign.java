package gg.agis.e2e.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import gg.agis.e2e.CrashPoint;
import gg.agis.e2e.Suite;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills, one fault after the other, while conversions arrive. */
final class Campaign {

    private static final Logger log = LoggerFactory.getLogger(Campaign.class);
    private static final Duration HIT_WITHIN = Duration.ofMinutes(4);
    private static final Duration ACCEPTED_WITHIN = Duration.ofMinutes(4);

    private final Suite suite;
    private final Traffic traffic;
    private final Random random;
    private int kills;

    Campaign(Suite suite, Traffic traffic, Random random) {
        this.suite = suite;
        this.traffic = traffic;
        this.random = random;
    }

    /** Returns when every fault took place, everything is up again and at least so many conversions are accepted. */
    void run(List<Fault> plan, int conversions) throws InterruptedException {
        long began = System.nanoTime();
        int burst = conversions / (plan.size() + 1);
        for (Fault fault : plan) {
            // Of the others some may be down still: that is part of it.
            suite.awaitReady(fault.part());
            long pid = suite.pid(fault.part());
            strike(fault, burst);
            awaitDeath(fault.part(), pid);
            kills++;
            log.info("{} s: {} died, {}", since(began).toSeconds(), fault, traffic);
        }
        suite.awaitAllReady();
        traffic.finish(conversions, ACCEPTED_WITHIN);
        log.info("{} kills and {} in {} s", kills, traffic, since(began).toSeconds());
    }

    int kills() {
        return kills;
    }

    private void strike(Fault fault, int burst) {
        switch (fault) {
            case Fault.AtRandom(String part) -> {
                int target = traffic.accepted() + random.nextInt(burst + 1);
                traffic.release(burst);
                killAmid(part, target);
            }
            case Fault.AtPoint(CrashPoint point) -> {
                suite.crashes().arm(point);
                traffic.release(burst);
                awaitCrash(point);
            }
        }
    }

    private void killAmid(String part, int target) {
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(5, MILLISECONDS)
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> traffic.accepted() >= target);
        } catch (ConditionTimeoutException e) {
            log.debug("Nothing is accepted at the moment; {} is killed all the same", part);
        }
        suite.stack().kill9(part);
    }

    private void awaitCrash(CrashPoint point) {
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(100, MILLISECONDS)
                    .atMost(HIT_WITHIN)
                    .until(() -> {
                        // Whatever the burst was spent on, something must go on arriving until it happens.
                        traffic.trickle();
                        return suite.crashes().tookPlace(point);
                    });
        } catch (ConditionTimeoutException e) {
            suite.crashes().disarm(point);
            throw new AssertionError("%s was not reached within %s; %s".formatted(point, HIT_WITHIN, traffic), e);
        }
    }

    /** So that the next fault meets the next life. */
    private void awaitDeath(String part, long pid) {
        await("the end of process %d of %s".formatted(pid, part))
                .pollInterval(10, MILLISECONDS)
                .until(() -> suite.pid(part) != pid);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
