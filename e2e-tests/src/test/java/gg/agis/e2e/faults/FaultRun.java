package gg.agis.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.e2e.CrashPoint;
import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Conversions under faults, and what the oracle finds afterwards: the same for the suite and for its mutants. */
final class FaultRun {

    private static final Logger log = LoggerFactory.getLogger(FaultRun.class);

    private final Suite suite;
    private final long seed;
    private final int players;
    private final int conversions;

    FaultRun(Suite suite, int players, int conversions) {
        this.suite = suite;
        this.seed = Long.getLong("agis.seed", System.nanoTime());
        this.players = players;
        this.conversions = conversions;
    }

    /** Kills at every one of these points and each of these parts, in all so many times. */
    Outcome under(List<CrashPoint> points, List<String> victims, int kills) throws InterruptedException {
        log.info("Again with -Dagis.seed={}", seed);
        Random random = new Random(seed);
        List<String> ids = Players.withConsent(suite, players);
        // What is to die shall die over conversions.
        assertThat(Drain.ofConversions(suite).await(Duration.ofMinutes(2))).isEmpty();
        List<Fault> plan = Fault.plan(points, victims, kills, random);
        try (Traffic traffic = new Traffic(suite.door(), ids, random)) {
            traffic.start();
            Campaign campaign = new Campaign(suite, traffic, random);
            campaign.run(plan, conversions);
            Sent sent = traffic.sent();
            List<String> findings = new Oracle(suite).findings(sent);
            return new Outcome(seed, campaign.kills(), (int) sent.all().count(), findings);
        }
    }

    record Outcome(long seed, int kills, int conversions, List<String> findings) {}
}
