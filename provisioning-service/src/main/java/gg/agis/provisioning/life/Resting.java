package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.funding.RequestState;
import gg.agis.provisioning.policy.Policies;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A server falls asleep; asleep or suspended it rests, until it is woken or has rested too long. */
@Component
class Resting {

    private final Waking waking;
    private final Policies policies;
    private final Outbox outbox;
    private final LifeSettings limits;
    private final Clock clock;

    Resting(Waking waking, Policies policies, Outbox outbox, LifeSettings limits, Clock clock) {
        this.waking = waking;
        this.policies = policies;
        this.outbox = outbox;
        this.limits = limits;
        this.clock = clock;
    }

    /** Nobody has played for as long as the guild allows. */
    void fallAsleep(Server server) {
        if (!server.is(ServerState.ACTIVE) || server.game().idleSince() == null) {
            return;
        }
        var now = clock.instant();
        if (SleepRules.isTime(server.game(), policies.of(server.guildId()).sleepAfterMinutes(), now)) {
            server.fallAsleep(now);
            outbox.publish(Facts.of(server, now).asleep());
        }
    }

    void rest(Server server, List<MoneyRequest> open) {
        if (server.is(ServerState.ASLEEP)) {
            sleepOn(server, open);
        } else if (server.is(ServerState.SUSPENDED)) {
            waitForMoney(server, open);
        }
    }

    private void sleepOn(Server server, List<MoneyRequest> open) {
        var now = clock.instant();
        var asleepSince = server.rest().asleepSince();
        boolean paid = server.paidUntil().filter(until -> until.isAfter(now)).isPresent();
        if (!server.autoRenew() && !paid) {
            server.stop("expired", false, now);
        } else if (isOver(asleepSince, limits.asleepMax(), now)) {
            server.stop("slept-too-long", false, now);
        } else if (server.rest().wantedAt() == null) {
            waking.release(server, open);
        } else if (paid && Waking.wakeOf(open).isEmpty()) {
            if (server.rest().mayTry(now)) {
                server.launch(now, limits.startLimit());
            }
        } else if (isOver(server.rest().wantedAt(), limits.fundingLimit(), now)) {
            server.wantNoMore();
            waking.release(server, open);
        } else {
            waking.goOn(server, open);
        }
    }

    private void waitForMoney(Server server, List<MoneyRequest> open) {
        var now = clock.instant();
        var graceUntil = server.rest().graceUntil();
        boolean funded =
                Waking.wakeOf(open).filter(wake -> wake.is(RequestState.HELD)).isPresent();
        boolean wanted = server.autoRenew() || server.rest().wantedAt() != null;
        if (graceUntil != null && !now.isBefore(graceUntil) && !funded) {
            server.stop("grace-over", false, now);
        } else if (wanted) {
            waking.goOn(server, open);
        } else {
            waking.release(server, open);
        }
    }

    private static boolean isOver(@Nullable Instant since, Duration limit, Instant now) {
        return since != null && !now.isBefore(since.plus(limit));
    }
}
