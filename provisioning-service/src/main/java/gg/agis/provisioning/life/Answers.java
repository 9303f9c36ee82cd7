package gg.agis.provisioning.life;

import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.BillingEvent.ChargeRefused;
import gg.agis.common.event.BillingEvent.Charged;
import gg.agis.common.event.BillingEvent.FundsHeld;
import gg.agis.common.event.BillingEvent.FundsRefused;
import gg.agis.common.event.BillingEvent.HoldPosted;
import gg.agis.common.event.BillingEvent.HoldVoided;
import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.Funds;
import gg.agis.provisioning.funding.MoneyRequest;
import gg.agis.provisioning.funding.MoneyRequests;
import gg.agis.provisioning.funding.RequestState;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what billing-service answers. Whatever is paid becomes hours of a server that runs, or goes back in the same
 * commit; an answer that says nothing new changes nothing.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Answers {

    private final MoneyRequests requests;
    private final Funds funds;
    private final Payments payments;
    private final Bringing bringing;
    private final Outbox outbox;
    private final Clock clock;

    Answers(MoneyRequests requests, Funds funds, Payments payments, Bringing bringing, Outbox outbox, Clock clock) {
        this.requests = requests;
        this.funds = funds;
        this.payments = payments;
        this.bringing = bringing;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Applies one answer.
     *
     * @param server whose request it is, under lock
     */
    public void apply(Server server, Answer answer) {
        var request = requests.get(answer.requestId());
        switch (answer) {
            case FundsHeld _ -> ifNew(request, RequestState.HELD, () -> funds.answered(request, RequestState.HELD));
            case FundsRefused refused ->
                ifNew(request, RequestState.REFUSED, () -> refused(server, request, refused.missing()));
            case ChargeRefused refused ->
                ifNew(request, RequestState.REFUSED, () -> refused(server, request, refused.missing()));
            case HoldPosted _ -> ifNew(request, RequestState.POSTED, () -> payments.posted(server, request));
            case HoldVoided voided ->
                ifNew(request, RequestState.VOIDED, () -> voided(server, request, voided.reason()));
            case Charged _ -> ifNew(request, RequestState.CHARGED, () -> payments.charged(server, request));
        }
    }

    private static void ifNew(MoneyRequest request, RequestState answer, Runnable change) {
        if (request.canBecome(answer)) {
            change.run();
        }
    }

    private void refused(Server server, MoneyRequest request, long missing) {
        var refused = funds.refused(request, missing);
        boolean isFirst = request.missing() == null;
        var purpose = request.purpose();
        boolean isWanted =
                purpose.isStart() || purpose.isExtension() || server.rest().wantedAt() != null;
        if (isFirst && isWanted && !server.is(ServerState.STOPPING)) {
            outbox.publish(Facts.of(server, clock.instant()).fundsMissing(missing));
        }
        if (purpose.isRenewal()) {
            payments.renewalRefused();
        }
        if (purpose.isExtension()) {
            funds.drop(refused);
        }
    }

    /** What was held has gone back: what it was to start does not start, and what it was to wake is tried under another. */
    private void voided(Server server, MoneyRequest request, String reason) {
        funds.answered(request, RequestState.VOIDED);
        if (request.purpose().isWake()) {
            server.countWake();
        }
        if (server.is(ServerState.STARTING) && isWhatBringsItUp(server, request)) {
            bringing.giveUp(server, List.of(), "hold-" + reason);
        }
    }

    private static boolean isWhatBringsItUp(Server server, MoneyRequest request) {
        return server.isWaking()
                ? request.purpose().isWake()
                : request.purpose().isStart();
    }
}
