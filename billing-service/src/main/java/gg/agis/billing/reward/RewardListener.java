package gg.agis.billing.reward;

import gg.agis.common.event.AdsEvent.OfConversion;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What ads-service states about conversions; a whole poll is one batch on the ledger. */
@Component
class RewardListener implements EventListener {

    private final BookConversions bookConversions;

    RewardListener(BookConversions bookConversions) {
        this.bookConversions = bookConversions;
    }

    @Override
    public String name() {
        return "billing.rewards";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.ADS_CONVERSIONS);
    }

    @Override
    public OnPoison onPoison() {
        return OnPoison.WAIT;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        bookConversions.book(deliveries.stream()
                .map(Delivery::event)
                .filter(OfConversion.class::isInstance)
                .map(OfConversion.class::cast)
                .toList());
    }
}
