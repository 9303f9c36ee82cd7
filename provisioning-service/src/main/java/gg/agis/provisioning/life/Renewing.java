package gg.agis.provisioning.life;

import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.Funds;
import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.funding.MoneyRequest.Price;
import gg.agis.provisioning.funding.Purpose;
import gg.agis.provisioning.funding.RequestState;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.template.Templates;
import gg.agis.provisioning.treasury.Treasuries;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keeps an active server paid, or lets it come to rest or to its end when it is not. */
@Component
class Renewing {

    private static final String EXPIRED = "expired";

    private final Funds funds;
    private final Treasuries treasuries;
    private final Templates templates;
    private final Outbox outbox;
    private final LifeSettings limits;
    private final Clock clock;

    Renewing(Funds funds, Treasuries treasuries, Templates templates, Outbox outbox, LifeSettings limits, Clock clock) {
        this.funds = funds;
        this.treasuries = treasuries;
        this.templates = templates;
        this.outbox = outbox;
        this.limits = limits;
        this.clock = clock;
    }

    void renewOrExpire(Server server, List<MoneyRequest> open) {
        if (!server.is(ServerState.ACTIVE)) {
            return;
        }
        askUnansweredAgain(server, open);
        var paidUntil = server.paidUntil().orElseThrow();
        if (server.autoRenew()) {
            renew(server, open, paidUntil);
        } else {
            expire(server, open, paidUntil);
        }
    }

    private void renew(Server server, List<MoneyRequest> open, Instant paidUntil) {
        var now = clock.instant();
        var purpose = Purpose.renew(paidUntil);
        var asked = open.stream()
                .filter(request -> request.purpose().equals(purpose))
                .findFirst()
                .orElse(null);
        boolean credited = asked != null
                && asked.is(RequestState.REFUSED)
                && treasuries.creditedSince(server.guildId(), asked.askedAt());
        switch (RenewalRules.next(paidUntil, asked, credited, now, limits)) {
            case NOTHING -> {}
            case ASK -> {
                long hourly = templates.get(server.template()).price().hourly();
                funds.ask(server, purpose, Price.hours(hourly, 1), limits.holdFor());
            }
            case ASK_AGAIN -> {
                if (asked != null) {
                    funds.askAgain(server, asked, limits.holdFor());
                }
            }
            case SUSPEND -> suspend(server, open, now);
        }
    }

    private void suspend(Server server, List<MoneyRequest> open, Instant now) {
        var graceUntil = now.plus(limits.grace());
        open.stream()
                .filter(request -> request.is(RequestState.REFUSED))
                .filter(request -> !request.purpose().isWake())
                .forEach(funds::drop);
        server.suspend(graceUntil, now);
        outbox.publish(Facts.of(server, now).suspended(graceUntil));
    }

    /** What was bought for so many hours ends with them, unless more of them is on the way. */
    private void expire(Server server, List<MoneyRequest> open, Instant paidUntil) {
        var now = clock.instant();
        if (now.isBefore(paidUntil)) {
            return;
        }
        boolean waits = open.stream().anyMatch(request -> request.is(RequestState.ASKED))
                && now.isBefore(paidUntil.plus(limits.runOn()));
        if (!waits) {
            server.stop(EXPIRED, false, now);
        }
    }

    /** An extension, or an hour asked for before somebody switched the renewal off. */
    private void askUnansweredAgain(Server server, List<MoneyRequest> open) {
        var now = clock.instant();
        open.stream()
                .filter(request -> request.is(RequestState.ASKED) && request.isDue(limits.askAgain(), now))
                .filter(request -> !(server.autoRenew() && request.purpose().isRenewal()))
                .forEach(request -> funds.askAgain(server, request, limits.holdFor()));
    }
}
