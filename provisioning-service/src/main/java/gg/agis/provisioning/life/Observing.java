package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.cluster.Sighting;
import gg.agis.provisioning.cluster.Sighting.Broken;
import gg.agis.provisioning.cluster.Sighting.Coming;
import gg.agis.provisioning.cluster.Sighting.Gone;
import gg.agis.provisioning.cluster.Sighting.NameTaken;
import gg.agis.provisioning.cluster.Sighting.Preparing;
import gg.agis.provisioning.cluster.Sighting.Running;
import gg.agis.provisioning.cluster.Sighting.Unknown;
import gg.agis.provisioning.funding.MoneyRequests;
import gg.agis.provisioning.hours.Outages;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Server.Address;
import gg.agis.provisioning.server.ServerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in what the cluster says of a server's game. One that breaks is replaced once, by another under another name; if
 * that breaks too, the server has failed.
 */
@Component
class Observing {

    private static final int REPLACED_MAX = 1;
    private static final String RESTORE_LATE = "restore-late";

    private final Happenings happenings;
    private final Bringing bringing;
    private final MoneyRequests requests;
    private final LifeSettings limits;
    private final Clock clock;

    Observing(Happenings happenings, Bringing bringing, MoneyRequests requests, LifeSettings limits, Clock clock) {
        this.happenings = happenings;
        this.bringing = bringing;
        this.requests = requests;
        this.limits = limits;
        this.clock = clock;
    }

    /** What else has to be told and written down. */
    @Component
    record Happenings(Outages outages, Outbox outbox, LifeMetrics metrics) {}

    /**
     * Takes in how a game looks.
     *
     * @param generation which game was looked at; of an earlier one there is nothing to say any more
     */
    void observe(Server server, int generation, Sighting seen) {
        if (!server.state().hasGame() || server.game().generation() != generation) {
            return;
        }
        var now = clock.instant();
        switch (seen) {
            case Preparing _ -> preparing(server, now);
            case Coming _ -> server.game(server.game().sighted());
            case Running running -> running(server, running, now);
            case Broken broken -> broke(server, broken.why(), now);
            case NameTaken _ -> {
                var startBy = server.game().startBy();
                server.game(server.game().next(startBy == null ? now.plus(limits.startLimit()) : startBy));
            }
            case Gone _ -> {
                if (server.game().seen()) {
                    broke(server, "vanished", now);
                }
            }
            case Unknown _ -> {}
        }
        var startBy = server.game().startBy();
        if (server.is(ServerState.ACTIVE) && startBy != null && !now.isBefore(startBy)) {
            broke(server, Bringing.NOT_READY, now);
        }
    }

    /** What a start may take, begins when there is something to start from. */
    private void preparing(Server server, Instant now) {
        if (now.isBefore(server.since().plus(limits.restoreLimit()))) {
            server.game(server.game().dueBy(now.plus(limits.startLimit())));
        } else {
            bringing.giveUp(server, requests.openOf(server.id()), RESTORE_LATE);
        }
    }

    private void running(Server server, Running running, Instant now) {
        var where = new Address(running.host(), running.port());
        var before = server.game();
        if (!before.isReady() || !where.equals(before.address())) {
            server.game(before.ready(where));
            if (server.is(ServerState.ACTIVE)) {
                backAgain(server, where, before.brokenSince(), now);
            } else {
                happenings.metrics().ready(Duration.between(server.since(), now));
            }
        }
        var idleSince = SleepRules.idleSince(server.game().idleSince(), running.players(), now);
        server.game(server.game().playedBy(running.players(), idleSince));
    }

    private void backAgain(Server server, Address where, @Nullable Instant brokenSince, Instant now) {
        if (brokenSince != null) {
            happenings.outages().add(server.id(), brokenSince, now);
        }
        happenings
                .outbox()
                .publish(Facts.of(server, now).woken(where, server.paidUntil().orElseThrow()));
    }

    /** A server came to rest or to its end while its game was broken. */
    void closeOutage(Server server) {
        var brokenSince = server.game().brokenSince();
        if (brokenSince != null && !server.state().hasGame()) {
            happenings.outages().add(server.id(), brokenSince, clock.instant());
            server.game(server.game().accountedFor());
        }
    }

    private void broke(Server server, String why, Instant now) {
        if (server.game().replaced() < REPLACED_MAX) {
            server.game(server.game().replacement(now.plus(limits.startLimit()), now));
        } else if (server.is(ServerState.STARTING)) {
            bringing.giveUp(server, requests.openOf(server.id()), why);
        } else {
            var brokenSince = server.game().brokenSince();
            happenings.outages().untilTheEndOfItsHour(server.id(), brokenSince == null ? now : brokenSince, now);
            server.stop(why, true, now);
        }
    }
}
