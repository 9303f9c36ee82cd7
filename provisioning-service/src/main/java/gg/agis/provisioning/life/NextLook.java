package gg.agis.provisioning.life;

import gg.agis.provisioning.server.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When somebody has to look at a server again: often while something is on its way, else when something falls due. */
final class NextLook {

    private static final Duration SOON = Duration.ofSeconds(5);

    private NextLook() {}

    static Instant after(Server server, Instant now, LifeSettings limits) {
        var look = now.plus(limits.look());
        return switch (server.state()) {
            case REQUESTED -> server.since().plus(limits.approvalLimit());
            case APPROVED -> now;
            case FUNDING -> earliest(look, server.since().plus(limits.fundingLimit()), now);
            case STARTING -> now.plus(SOON);
            case ACTIVE -> active(server, server.game().isReady() ? look : now.plus(SOON), now, limits);
            case ASLEEP -> server.rest().wantedAt() != null ? look : asleep(server, look, now, limits);
            case SUSPENDED -> earliest(look, server.rest().graceUntil(), now);
            case STOPPING -> now.isBefore(server.since().plus(limits.look())) ? now.plus(SOON) : look;
            case ENDED, REFUSED, FAILED -> Instant.MAX;
        };
    }

    /** Whether the cluster has to be told something. */
    static boolean needsCluster(Server server) {
        var game = server.game();
        return server.state().hasGame()
                ? !game.seen() || game.cleared() < game.generation() - 1
                : game.cleared() < game.generation();
    }

    private static Instant active(Server server, Instant look, Instant now, LifeSettings limits) {
        var paidUntil = server.paidUntil().orElse(now);
        var ask = server.autoRenew() ? paidUntil.minus(limits.renewAhead()) : paidUntil;
        return earliest(earliest(look, ask, now), paidUntil, now);
    }

    private static Instant asleep(Server server, Instant look, Instant now, LifeSettings limits) {
        var end = Optional.ofNullable(server.rest().asleepSince()).orElse(now).plus(limits.asleepMax());
        if (server.autoRenew()) {
            return end.isAfter(now) ? end : look;
        }
        return earliest(end.isAfter(now) ? end : look, server.paidUntil().orElse(now), now);
    }

    /** What is past was seen to. */
    private static Instant earliest(Instant usual, @Nullable Instant due, Instant now) {
        return due != null && due.isAfter(now) && due.isBefore(usual) ? due : usual;
    }
}
