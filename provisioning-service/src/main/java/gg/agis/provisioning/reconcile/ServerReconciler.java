package gg.agis.provisioning.reconcile;

import gg.agis.common.round.Round;
import gg.agis.provisioning.life.Life;
import gg.agis.provisioning.server.DueServers;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at every server that is due. For each: what the cluster has to do, by what is committed; then, in one transaction
 * under the server's lock, what the cluster said and the next steps. Nothing is kept in memory, so it does not matter
 * which replica does it, nor where it is interrupted.
 */
@Component
public class ServerReconciler implements Round, DisposableBean {

    static final int BATCH_MAX = 64;

    private static final Logger log = LoggerFactory.getLogger(ServerReconciler.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 4;

    private final Servers servers;
    private final DueServers dueServers;
    private final GameTending tending;
    private final Life life;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ExecutorService workers = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("reconcile-", 0).factory());

    ServerReconciler(
            Servers servers,
            DueServers dueServers,
            GameTending tending,
            Life life,
            TransactionTemplate transaction,
            Clock clock) {
        this.servers = servers;
        this.dueServers = dueServers;
        this.tending = tending;
        this.life = life;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "servers";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public void make() {
        while (reconcileDue() == BATCH_MAX) {
            log.debug("More servers are due");
        }
    }

    /** One batch; how many servers that was. */
    int reconcileDue() {
        var now = clock.instant();
        var lease = now.plus(LEASE);
        var due = dueServers.claimDue(now, lease, BATCH_MAX);
        var work = due.stream()
                .map(id -> (Callable<Void>) () -> {
                    reconcile(id, lease);
                    return null;
                })
                .toList();
        awaitAll(work);
        return due.size();
    }

    /** Everything that there is to do for one server at this moment. */
    void reconcile(UUID id, Instant lease) {
        var committed = servers.find(id).orElseThrow();
        int generation = committed.game().generation();
        var tended = tending.tend(committed);
        transaction.executeWithoutResult(status -> servers.lock(id).ifPresent(server -> {
            boolean nudged = isNudged(server, lease);
            server.game(server.game().clearedTo(tended.clearedTo()));
            life.goOnAfterTending(server, generation, tended.seen());
            if (nudged && !server.state().isFinal()) {
                server.lookAt(clock.instant());
                servers.store(server);
            }
        }));
    }

    /** Somebody wanted it looked at while it was being looked at: perhaps we have not seen why. */
    private static boolean isNudged(Server server, Instant lease) {
        return server.nextAt() != null && server.nextAt().isBefore(lease);
    }

    private void awaitAll(List<Callable<Void>> work) {
        try {
            for (var done : workers.invokeAll(work)) {
                sayWhatFailed(done);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sayWhatFailed(Future<Void> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            // Its lease ends, and somebody tries again.
            log.warn("A server could not be looked at", e.getCause());
        }
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
    }
}
