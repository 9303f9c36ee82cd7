package gg.agis.provisioning.funding;

import gg.agis.common.event.ProvisioningEvent.ChargeRequested;
import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import gg.agis.common.event.ProvisioningEvent.HoldSettled;
import gg.agis.common.outbox.Outbox;
import gg.agis.provisioning.funding.MoneyRequest.Price;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Our half of the conversation with billing-service about a guild's money. Everything may be said again: the same
 * request has the same id and the same amount, whatever prices have become meanwhile.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Funds {

    private final MoneyRequests requests;
    private final Outbox outbox;
    private final Clock clock;

    Funds(MoneyRequests requests, Outbox outbox, Clock clock) {
        this.requests = requests;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Asks for the first time; the amount is frozen in the same commit. */
    public MoneyRequest ask(Server server, Purpose purpose, Price price, Duration holdFor) {
        var request = MoneyRequest.asked(server.id(), purpose, price, clock.instant());
        requests.add(request);
        say(server, request, holdFor);
        return request;
    }

    /** Asks the same once more. */
    public MoneyRequest askAgain(Server server, MoneyRequest request, Duration holdFor) {
        var again = request.askedAgain(clock.instant());
        requests.store(again);
        say(server, again, holdFor);
        return again;
    }

    /** What is held is to be spent: all of it. */
    public MoneyRequest use(Server server, MoneyRequest request) {
        return settle(server, request, RequestState.USING, "use", request.amount());
    }

    /** What is held, or may yet be, is wanted no more. */
    public MoneyRequest release(Server server, MoneyRequest request) {
        return settle(server, request, RequestState.RELEASING, "release", 0);
    }

    /** Nobody asks again. */
    public MoneyRequest drop(MoneyRequest request) {
        return store(request.to(RequestState.DROPPED));
    }

    public MoneyRequest answered(MoneyRequest request, RequestState answer) {
        return store(request.to(answer));
    }

    public MoneyRequest refused(MoneyRequest request, long missing) {
        return store(request.to(RequestState.REFUSED).lacking(missing));
    }

    private MoneyRequest settle(Server server, MoneyRequest request, RequestState state, String outcome, long used) {
        var now = clock.instant();
        var settled = (request.is(state) ? request : request.to(state)).askedAgain(now);
        requests.store(settled);
        var facts = Facts.of(server, now);
        outbox.publish(new HoldSettled(
                facts.id(),
                facts.guild(),
                facts.name(),
                facts.template(),
                facts.game(),
                now,
                request.id(),
                outcome,
                used));
        return settled;
    }

    private MoneyRequest store(MoneyRequest request) {
        requests.store(request);
        return request;
    }

    private void say(Server server, MoneyRequest request, Duration holdFor) {
        Instant now = clock.instant();
        var facts = Facts.of(server, now);
        var purpose = request.purpose();
        if (purpose.isHeld()) {
            outbox.publish(new HoldRequested(
                    facts.id(),
                    facts.guild(),
                    facts.name(),
                    facts.template(),
                    facts.game(),
                    now,
                    request.id(),
                    request.amount(),
                    purpose.text(),
                    now.plus(holdFor)));
        } else {
            outbox.publish(new ChargeRequested(
                    facts.id(),
                    facts.guild(),
                    facts.name(),
                    facts.template(),
                    facts.game(),
                    now,
                    request.id(),
                    request.amount(),
                    purpose.text()));
        }
    }
}
