package gg.agis.experiments.outcome;

import gg.agis.common.event.AdsEvent.OfConversion;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What ads-service states about conversions. Their order does not matter, so nothing waits. */
@Component
class ConversionListener implements EventListener {

    private final CountConversions count;

    ConversionListener(CountConversions count) {
        this.count = count;
    }

    @Override
    public String name() {
        return "experiments.conversions";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.ADS_CONVERSIONS);
    }

    @Override
    public OnPoison onPoison() {
        return OnPoison.PASS;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        count.count(deliveries.stream()
                .map(Delivery::event)
                .filter(OfConversion.class::isInstance)
                .map(OfConversion.class::cast)
                .toList());
    }
}
