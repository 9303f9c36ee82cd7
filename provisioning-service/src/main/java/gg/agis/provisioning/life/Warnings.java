package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.MoneyRequests;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.GuildServers;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.treasury.Treasuries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Says in time that a server will not run for much longer. */
@Component
class Warnings {

    /** Where several servers share a treasury, each renewal moves what is left of the others by up to an hour and back. */
    private static final Duration SLACK_OF_SEVERAL = Duration.ofHours(1);

    /** Facts of two topics come in any order, but not days apart. */
    private static final Duration TOLD_WITHIN = Duration.ofHours(6);

    private record Left(Instant until, Duration slack) {}

    private final GuildServers servers;
    private final Treasuries treasuries;
    private final MoneyRequests requests;
    private final Outbox outbox;
    private final Clock clock;

    Warnings(GuildServers servers, Treasuries treasuries, MoneyRequests requests, Outbox outbox, Clock clock) {
        this.servers = servers;
        this.treasuries = treasuries;
        this.requests = requests;
        this.outbox = outbox;
        this.clock = clock;
    }

    void warn(Server server) {
        if (!server.is(ServerState.ACTIVE)) {
            return;
        }
        var now = clock.instant();
        var left = leftOf(server);
        var warning = WarningRules.next(left.until(), server.warnedMinutes(), left.slack(), now);
        server.warned(warning.mark());
        if (warning.minutesLeft() != null) {
            outbox.publish(Facts.of(server, now).warned(warning.minutesLeft()));
        }
    }

    private Left leftOf(Server server) {
        var paidUntil = server.paidUntil().orElseThrow();
        if (!server.autoRenew()) {
            return new Left(paidUntil, Duration.ZERO);
        }
        var burn = servers.burnOf(server.guildId());
        long available = treasuries.availableTo(server.guildId())
                + requests.halfKnown(server.guildId(), clock.instant().minus(TOLD_WITHIN));
        return new Left(
                WarningRules.lastsUntil(paidUntil, available, burn.perHour()),
                burn.servers() > 1 ? SLACK_OF_SEVERAL : Duration.ZERO);
    }
}
