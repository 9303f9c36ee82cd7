package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.Funds;
import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.funding.MoneyRequest.Price;
import gg.agis.provisioning.funding.Purpose;
import gg.agis.provisioning.funding.RequestState;
import gg.agis.provisioning.save.Restores;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.treasury.Treasuries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Brings a server up: the money is held, the game is made, and when it is ready the money is spent. */
@Component
class Bringing {

    static final String NOT_READY = "not-ready";
    private static final String UNPAID = "funds-missing";
    private static final String UNDECIDED = "nobody-approved";

    private final Funds funds;
    private final Treasuries treasuries;
    private final Awakening awakening;
    private final Outbox outbox;
    private final Limits starting;
    private final LifeSettings limits;
    private final Clock clock;

    Bringing(Funds funds, Treasuries treasuries, Awakening awakening, Outbox outbox, Limits starting, Clock clock) {
        this.funds = funds;
        this.treasuries = treasuries;
        this.awakening = awakening;
        this.outbox = outbox;
        this.starting = starting;
        this.limits = starting.usual();
        this.clock = clock;
    }

    /** How long a first start may take: with a save to start from, that is brought back before. */
    @Component
    record Limits(LifeSettings usual, Restores restores) {

        private Duration of(Server server) {
            return restores.isMeantFor(server.id())
                    ? usual.restoreLimit().plus(usual.startLimit())
                    : usual.startLimit();
        }

        private Duration holdFor(Server server) {
            return of(server).plus(usual.holdSlack());
        }
    }

    /** Nobody waits for ever for an officer. */
    void decide(Server server) {
        var now = clock.instant();
        if (server.is(ServerState.REQUESTED) && !now.isBefore(server.since().plus(limits.approvalLimit()))) {
            server.refuse(UNDECIDED, now);
            outbox.publish(Facts.of(server, now).refused(UNDECIDED));
        }
    }

    void fund(Server server, List<MoneyRequest> open) {
        var now = clock.instant();
        if (server.is(ServerState.APPROVED)) {
            server.fund(now);
            var order = server.order();
            funds.ask(
                    server,
                    Purpose.start(),
                    new Price(order.setup(), order.hourly(), order.hours()),
                    starting.holdFor(server));
            return;
        }
        if (!server.is(ServerState.FUNDING)) {
            return;
        }
        var start = open.stream().filter(r -> r.purpose().isStart()).findFirst();
        if (start.isEmpty()) {
            // It was voided before it could be used, and is never held again.
            server.stop(UNPAID, true, now);
        } else if (start.get().is(RequestState.HELD)) {
            server.launch(now, limits.startLimit());
        } else if (!now.isBefore(server.since().plus(limits.fundingLimit()))) {
            server.stop(UNPAID, true, now);
        } else if (isToBeAskedAgain(server, start.get())) {
            funds.askAgain(server, start.get(), starting.holdFor(server));
        }
    }

    /** While it is starting: spends what is held once players can join, or gives up. */
    void settle(Server server, List<MoneyRequest> open) {
        if (!server.is(ServerState.STARTING)) {
            return;
        }
        var now = clock.instant();
        var held = open.stream()
                .filter(r -> r.purpose().isStart() || r.purpose().isWake())
                .findFirst();
        var startBy = server.game().startBy();
        if (!server.game().isReady()) {
            if (startBy != null && !now.isBefore(startBy)) {
                giveUp(server, open, NOT_READY);
            }
        } else if (held.isEmpty()) {
            awakening.unpaid(server);
        } else if (held.get().is(RequestState.HELD)) {
            funds.use(server, held.get());
        } else if (!now.isBefore(server.since().plus(starting.of(server)).plus(limits.runOn()))) {
            giveUp(server, open, "billing-silent");
        } else if (held.get().is(RequestState.USING) && held.get().isDue(limits.askAgain(), now)) {
            funds.use(server, held.get());
        }
    }

    /** A first start has failed for good; what was there before rests again, and is tried later. */
    void giveUp(Server server, List<MoneyRequest> open, String reason) {
        var now = clock.instant();
        if (!server.isWaking()) {
            server.stop(reason, true, now);
            return;
        }
        open.stream()
                .filter(r -> r.purpose().isWake() && r.is(RequestState.HELD))
                .forEach(r -> funds.release(server, r));
        server.restAgain(now.plus(limits.backoffAfter(server.rest().failures())), now);
    }

    boolean isToBeAskedAgain(Server server, MoneyRequest request) {
        var now = clock.instant();
        return switch (request.state()) {
            case ASKED -> request.isDue(limits.askAgain(), now);
            case REFUSED -> request.isDue(limits.refusedAgain(), now) || isCreditedSince(server, request.askedAt());
            default -> false;
        };
    }

    boolean isCreditedSince(Server server, Instant moment) {
        return treasuries.creditedSince(server.guildId(), moment);
    }
}
