package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.hours.Refunds;
import gg.agis.provisioning.hours.ServerHours;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** A server begins to count as active, for the first time or again. */
@Component
class Awakening {

    private final ServerHours hours;
    private final Refunds refunds;
    private final LifeMetrics metrics;
    private final Outbox outbox;
    private final Clock clock;

    Awakening(ServerHours hours, Refunds refunds, LifeMetrics metrics, Outbox outbox, Clock clock) {
        this.hours = hours;
        this.refunds = refunds;
        this.metrics = metrics;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What was held is spent: only now is it paid, and its hours begin. */
    void paid(Server server, MoneyRequest request) {
        var now = clock.instant();
        boolean first = request.purpose().isStart();
        var from = server.paidUntil().filter(until -> until.isAfter(now)).orElse(now);
        var paidUntil = hours.book(request, from);
        if (first) {
            begin(server, paidUntil, now);
            metrics.started(server.template());
            outbox.publish(Facts.of(server, now)
                    .started(addressOf(server), request.price().hourly(), paidUntil));
        } else {
            wake(server, paidUntil, now);
        }
    }

    /** It wakes within what was paid before it fell asleep. */
    void unpaid(Server server) {
        wake(server, server.paidUntil().orElseThrow(), clock.instant());
    }

    private void wake(Server server, Instant paidUntil, Instant now) {
        var fellAsleep = server.rest().asleepSince();
        if (fellAsleep != null) {
            refunds.slept(server, fellAsleep, now);
        }
        begin(server, paidUntil, now);
        outbox.publish(Facts.of(server, now).woken(addressOf(server), paidUntil));
    }

    private static void begin(Server server, Instant paidUntil, Instant now) {
        server.activate(paidUntil, now);
        server.warned(WarningRules.markOf(Duration.between(now, paidUntil)));
    }

    private static Server.Address addressOf(Server server) {
        return Objects.requireNonNull(server.game().address(), "nobody can join it");
    }
}
