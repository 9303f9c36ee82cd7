package gg.agis.e2e.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.e2e.Suite;
import gg.agis.e2e.WithSuite;
import gg.agis.e2e.servers.Cluster;
import gg.agis.e2e.servers.Guild;
import gg.agis.e2e.servers.Officers;
import gg.agis.e2e.servers.ServersOracle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guilds ask for servers while those who run them and those who have them paid die, and the cluster answers what it
 * likes: in the end each server runs or has its GC back, and there is no game that nobody pays for.
 */
@WithSuite(Suite.FAULTS)
@Order(3)
class ServerFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(ServerFaultsIT.class);

    private static final int WISHES = Suite.NIGHTLY ? 1_000 : 200;
    private static final int KILLS = Suite.NIGHTLY ? 200 : 40;
    private static final int GUILDS = WISHES / 10;

    /** Who dies of each eight; what the others live on dies as well. */
    private static final List<String> VICTIMS = List.of(
            "provisioning", "provisioning", "provisioning", "provisioning", "billing", "billing", "kafka", "postgres");

    /** One kill of so many waits until its victim is at work; the others meet it wherever it is, mostly on its way up. */
    private static final int AT_WORK_ONE_IN = 5;

    private static final int AT_WORK_MILLIS = 2_500;
    private static final int ANYWHERE_MILLIS = 1_200;
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(4);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(4);

    private final long seed = Long.getLong("agis.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyServerRunsOrItsGcIsBackHoweverOftenProcessesDie(Suite suite) throws Exception {
        log.info("Again with -Dagis.seed={}", seed);
        List<Guild> guilds = guilds(suite);
        Cluster cluster = new Cluster(suite);
        long began = System.nanoTime();
        try (Officers officers = new Officers(guilds, random)) {
            officers.start();
            for (String victim : victims()) {
                officers.release(WISHES / (KILLS + 1));
                upset(cluster);
                kill(suite, officers, victim);
                log.info("{} s: {} died, {}", since(began), victim, officers);
            }
            cluster.heal();
            suite.awaitAllReady();
            officers.finish(WISHES, ANSWERED_WITHIN);
            log.info("{} s: {} kills, {}", since(began), KILLS, officers);

            List<String> findings =
                    new ServersOracle(suite, cluster, Guild.GIFT_MAX).findings(officers, SETTLED_WITHIN);

            assertThat(findings).as("with -Dagis.seed=%d", seed).isEmpty();
            assertThat(officers.approved()).isGreaterThanOrEqualTo(WISHES);
            log.info("{} s: all is well", since(began));
        } finally {
            cluster.heal();
        }
    }

    private static List<Guild> guilds(Suite suite) throws IOException {
        List<Guild> guilds = new ArrayList<>();
        for (int number = 0; number < GUILDS; number++) {
            Guild guild = new Guild(suite);
            guild.needsApprovals(1);
            guild.has(Guild.GIFT_MAX);
            guilds.add(guild);
        }
        return guilds;
    }

    private List<String> victims() {
        List<String> victims = new ArrayList<>();
        while (victims.size() < KILLS) {
            victims.addAll(VICTIMS);
        }
        Collections.shuffle(victims, random);
        return victims;
    }

    /** Sometimes what was asked was done all the same. */
    private void upset(Cluster cluster) {
        switch (random.nextInt(10)) {
            case 0 -> cluster.isTroubled("conflict", "create", "gameservers", 2);
            case 1 -> cluster.isTroubled("too-many-requests", "create", "gameservers", 4);
            case 2 -> cluster.isTroubled("internal-error", "create", "gameservers", 4);
            case 3 -> cluster.isTroubled("internal-error-after-success", "create", "gameservers", 2);
            case 4 -> cluster.isTroubled("silent-after-success", "create", "gameservers", 1);
            case 5 -> cluster.isTroubled("cut-after-success", "delete", "gameservers", 1);
            case 6 -> cluster.isTroubled("internal-error", "get", "gameservers", 4);
            case 7 -> cluster.isTroubled("conflict", "create", "persistentvolumeclaims", 1);
            case 8 -> cluster.watches("expire");
            default -> cluster.watches("cut");
        }
    }

    /** At whatever it is doing; a moment after somebody was answered, where somebody is. */
    private void kill(Suite suite, Officers officers, String part) {
        boolean atWork = random.nextInt(AT_WORK_ONE_IN) == 0;
        if (atWork) {
            suite.awaitReady(part);
        } else {
            await("the next life of " + part)
                    .pollInterval(10, MILLISECONDS)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> suite.pid(part) != 0);
        }
        long pid = suite.pid(part);
        int answers = officers.approved() + 1 + random.nextInt(4);
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(5, MILLISECONDS)
                    .atMost(Duration.ofMillis(100 + random.nextInt(atWork ? AT_WORK_MILLIS : ANYWHERE_MILLIS)))
                    .until(() -> officers.approved() >= answers);
        } catch (ConditionTimeoutException e) {
            log.debug("Nobody is answered at the moment; {} is killed all the same", part);
        }
        suite.stack().kill9(part);
        await("the end of process %d of %s".formatted(pid, part))
                .pollInterval(10, MILLISECONDS)
                .until(() -> suite.pid(part) != pid);
    }

    private static long since(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}
