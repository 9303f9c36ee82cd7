package gg.agis.billing.hold;

import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Hears what provisioning-service asks of treasuries: a whole poll is one batch. */
@Component
class RequestListener implements EventListener {

    private final AnswerRequests requests;

    RequestListener(AnswerRequests requests) {
        this.requests = requests;
    }

    @Override
    public String name() {
        return "billing.requests";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.PROVISIONING_SERVERS);
    }

    @Override
    public OnPoison onPoison() {
        return OnPoison.WAIT;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        var asks = deliveries.stream()
                .map(Delivery::event)
                .filter(Ask.class::isInstance)
                .map(Ask.class::cast)
                .toList();
        if (!asks.isEmpty()) {
            requests.answer(asks);
        }
    }
}
