package gg.agis.provisioning.life;

import gg.agis.provisioning.cluster.Sighting;
import gg.agis.provisioning.funding.MoneyRequests;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.server.Servers;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A server's next steps, as far as they concern the database alone. Each looks at what is and does what is missing, and
 * is harmless when it is done again; whoever holds the server's row may take them at any time.
 */
@Component
@EnableConfigurationProperties(LifeSettings.class)
@Transactional(propagation = Propagation.MANDATORY)
public class Life {

    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(5);

    private final Servers servers;
    private final MoneyRequests requests;
    private final Steps steps;
    private final LifeSettings limits;
    private final Clock clock;

    Life(Servers servers, MoneyRequests requests, Steps steps, LifeSettings limits, Clock clock) {
        this.servers = servers;
        this.requests = requests;
        this.steps = steps;
        this.limits = limits;
        this.clock = clock;
    }

    @Component
    record Steps(
            Observing observing,
            Bringing bringing,
            Renewing renewing,
            Warnings warnings,
            Resting resting,
            Stopping stopping) {}

    /** Takes the steps that are due, stores the server, and says when to look next: at once if it is the cluster's turn. */
    public void goOn(Server server) {
        takeSteps(server);
        var now = clock.instant();
        server.lookAt(NextLook.needsCluster(server) ? now : NextLook.after(server, now, limits));
        servers.store(server);
    }

    /**
     * The same after the cluster had its turn: what could not be done there now is not tried again at once.
     *
     * @param generationTended which game the cluster was asked about
     * @param seen what it said of it
     */
    public void goOnAfterTending(Server server, int generationTended, Sighting seen) {
        boolean wasOpen = NextLook.needsCluster(server);
        steps.observing().observe(server, generationTended, seen);
        takeSteps(server);
        var now = clock.instant();
        var next = NextLook.after(server, now, limits);
        if (NextLook.needsCluster(server)) {
            boolean isNew = !wasOpen || server.game().generation() != generationTended;
            next = now.plus(isNew ? Duration.ZERO : BETWEEN_CALLS);
        }
        server.lookAt(next);
        servers.store(server);
    }

    /** From state to state, for as long as one leads to the next without anybody else's answer. */
    private void takeSteps(Server server) {
        ServerState before;
        do {
            before = server.state();
            takeStep(server);
        } while (!server.is(before) && !server.state().isFinal());
        steps.observing().closeOutage(server);
    }

    private void takeStep(Server server) {
        switch (server.state()) {
            case REQUESTED -> steps.bringing().decide(server);
            case APPROVED, FUNDING -> steps.bringing().fund(server, requests.openOf(server.id()));
            case STARTING -> steps.bringing().settle(server, requests.openOf(server.id()));
            case ACTIVE -> {
                steps.renewing().renewOrExpire(server, requests.openOf(server.id()));
                steps.warnings().warn(server);
                steps.resting().fallAsleep(server);
            }
            case ASLEEP, SUSPENDED -> steps.resting().rest(server, requests.openOf(server.id()));
            case STOPPING -> steps.stopping().stop(server, requests.openOf(server.id()));
            case ENDED, REFUSED, FAILED -> {}
        }
    }
}
