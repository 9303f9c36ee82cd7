package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.Funds;
import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.hours.Refunds;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Takes a server to its end: what was asked of the treasury is settled first, then what was not used is counted and comes
 * back. A charge cannot be called back, so its answer is waited for.
 */
@Component
class Stopping {

    private final Funds funds;
    private final Refunds refunds;
    private final LifeMetrics metrics;
    private final Outbox outbox;
    private final LifeSettings limits;
    private final Clock clock;

    Stopping(Funds funds, Refunds refunds, LifeMetrics metrics, Outbox outbox, LifeSettings limits, Clock clock) {
        this.funds = funds;
        this.refunds = refunds;
        this.metrics = metrics;
        this.outbox = outbox;
        this.limits = limits;
        this.clock = clock;
    }

    void stop(Server server, List<MoneyRequest> open) {
        if (!server.is(ServerState.STOPPING)) {
            return;
        }
        boolean settled = open.stream().map(request -> settle(server, request)).noneMatch(MoneyRequest::isOpen);
        if (settled && server.game().cleared() == server.game().generation()) {
            end(server);
        }
    }

    private MoneyRequest settle(Server server, MoneyRequest request) {
        boolean silent = request.isDue(limits.askAgain(), clock.instant());
        boolean isCharge = !request.purpose().isStart() && !request.purpose().isWake();
        return switch (request.state()) {
            case ASKED -> isCharge ? request : funds.release(server, request);
            case REFUSED -> isCharge ? funds.drop(request) : funds.release(server, request);
            case HELD -> funds.release(server, request);
            case RELEASING -> silent ? funds.release(server, request) : request;
            case USING -> silent ? funds.use(server, request) : request;
            case POSTED, VOIDED, CHARGED, DROPPED -> request;
        };
    }

    private void end(Server server) {
        var now = clock.instant();
        var returned = refunds.atTheEnd(server);
        var facts = Facts.of(server, now);
        if (!server.everActive()) {
            metrics.neverStarted(server.template(), server.isFailing());
        }
        server.end(now);
        outbox.publish(
                server.is(ServerState.FAILED)
                        ? facts.failed(server.endReason())
                        : facts.ended(server.endReason(), returned.hours(), returned.amount()));
    }
}
