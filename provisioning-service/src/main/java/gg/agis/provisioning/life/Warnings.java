package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.treasury.Runways;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Says in time that a server will not run for much longer. */
@Component
class Warnings {

    /** Where several servers share a treasury, each renewal moves what is left of the others by up to an hour and back. */
    private static final Duration SLACK_OF_SEVERAL = Duration.ofHours(1);

    private record Left(Instant until, Duration slack) {}

    private final Runways runways;
    private final Outbox outbox;
    private final Clock clock;

    Warnings(Runways runways, Outbox outbox, Clock clock) {
        this.runways = runways;
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
        var runway = runways.of(server.guildId());
        return new Left(
                WarningRules.lastsUntil(paidUntil, runway.available(), runway.perHour()),
                runway.servers() > 1 ? SLACK_OF_SEVERAL : Duration.ZERO);
    }
}
