package gg.agis.provisioning.life;

import gg.agis.provisioning.funding.Funds;
import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.funding.MoneyRequest.Price;
import gg.agis.provisioning.funding.Purpose;
import gg.agis.provisioning.funding.RequestState;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.template.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Pays for the first hour of a server that rests, and brings it up when the money is held. */
@Component
class Waking {

    private final Funds funds;
    private final Bringing bringing;
    private final Templates templates;
    private final LifeSettings limits;
    private final Clock clock;

    Waking(Funds funds, Bringing bringing, Templates templates, LifeSettings limits, Clock clock) {
        this.funds = funds;
        this.bringing = bringing;
        this.templates = templates;
        this.limits = limits;
        this.clock = clock;
    }

    void goOn(Server server, List<MoneyRequest> open) {
        var now = clock.instant();
        var wake = wakeOf(open).orElse(null);
        if (wake == null) {
            if (server.rest().mayTry(now) && isTimeToAsk(server)) {
                long hourly = templates.get(server.template()).price().hourly();
                funds.ask(server, Purpose.wake(server.rest().wakes()), Price.hours(hourly, 1), limits.holdFor());
            }
        } else if (wake.is(RequestState.HELD)) {
            server.launch(now, limits.startLimit());
        } else if (bringing.isToBeAskedAgain(server, wake)) {
            funds.askAgain(server, wake, limits.holdFor());
        } else if (wake.isDue(limits.refusedAgain(), now)) {
            settleAgain(server, wake);
        }
    }

    /** Nobody wants it awake any more. */
    void release(Server server, List<MoneyRequest> open) {
        wakeOf(open)
                .filter(wake -> !wake.is(RequestState.RELEASING) && !wake.is(RequestState.USING))
                .ifPresent(wake -> funds.release(server, wake));
    }

    /** Whoever was just refused is not asked again in the same breath. */
    private boolean isTimeToAsk(Server server) {
        return server.rest().wantedAt() != null
                || server.rest().failures() > 0
                || !clock.instant().isBefore(server.since().plus(limits.refusedAgain()))
                || bringing.isCreditedSince(server, server.since());
    }

    private void settleAgain(Server server, MoneyRequest wake) {
        if (wake.is(RequestState.USING)) {
            funds.use(server, wake);
        } else if (wake.is(RequestState.RELEASING)) {
            funds.release(server, wake);
        }
    }

    static Optional<MoneyRequest> wakeOf(List<MoneyRequest> open) {
        return open.stream().filter(request -> request.purpose().isWake()).findFirst();
    }
}
