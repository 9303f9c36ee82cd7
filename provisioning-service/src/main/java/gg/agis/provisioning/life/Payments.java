package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.Funds;
import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.funding.RequestState;
import gg.agis.provisioning.hours.PaidHour;
import gg.agis.provisioning.hours.Refunds;
import gg.agis.provisioning.hours.ServerHours;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A treasury has paid: the hours are booked, and go back at once where nobody can use them any more. */
@Component
class Payments {

    private final Funds funds;
    private final ServerHours hours;
    private final Refunds refunds;
    private final Awakening awakening;
    private final LifeMetrics metrics;
    private final Telling telling;

    Payments(
            Funds funds,
            ServerHours hours,
            Refunds refunds,
            Awakening awakening,
            LifeMetrics metrics,
            Telling telling) {
        this.funds = funds;
        this.hours = hours;
        this.refunds = refunds;
        this.awakening = awakening;
        this.metrics = metrics;
        this.telling = telling;
    }

    @Component
    record Telling(Outbox outbox, Clock clock) {}

    /** What was held for bringing it up is spent. */
    void posted(Server server, MoneyRequest request) {
        // One that was voided is not what brings it up now, even if it is paid all the same.
        boolean current = request.isOpen() && server.is(ServerState.STARTING);
        var posted = funds.answered(request, RequestState.POSTED);
        if (current) {
            awakening.paid(server, posted);
            return;
        }
        var now = telling.clock().instant();
        hours.book(
                posted, server.paidUntil().filter(until -> until.isAfter(now)).orElse(now));
        if (request.purpose().isWake()) {
            server.countWake();
        }
        if (!server.is(ServerState.STOPPING)) {
            refunds.paidTooLate(server, posted.id(), Optional.empty());
        }
    }

    /** An hour more, or several: they follow on what is paid already. */
    void charged(Server server, MoneyRequest request) {
        var charged = funds.answered(request, RequestState.CHARGED);
        var from = server.paidUntil().orElseThrow();
        var paidUntil = hours.book(charged, from);
        switch (server.state()) {
            case ACTIVE, ASLEEP, STARTING -> {
                server.paidUntil(paidUntil);
                telling.outbox()
                        .publish(Facts.of(server, telling.clock().instant())
                                .renewed(paidUntil, charged.price().hourly()));
            }
            case STOPPING -> server.paidUntil(paidUntil);
            default -> {
                // It ran on into this hour while nobody answered, or it did not; hours that had not begun come back.
                refunds.paidTooLate(server, charged.id(), server.ranUntil());
                if (server.ranUntil().filter(from::isBefore).isPresent()) {
                    server.paidUntil(from.plus(PaidHour.LENGTH));
                }
            }
        }
        if (request.purpose().isRenewal()) {
            metrics.renewal("charged");
        }
    }

    void renewalRefused() {
        metrics.renewal("refused");
    }
}
