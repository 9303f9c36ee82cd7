package gg.agis.billing.wallet;

import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.ledger.Unit;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Credits what conversions earned: a whole poll is one batch on the ledger. */
@Component
class RewardListener implements EventListener {

    private final Ledger ledger;

    RewardListener(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "billing.rewards";
    }

    @Override
    public Set<String> topics() {
        return Set.of("ads.conversions");
    }

    @Override
    public OnPoison onPoison() {
        return OnPoison.WAIT;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        ledger.post(deliveries.stream()
                .map(Delivery::event)
                .filter(ConversionRewarded.class::isInstance)
                .map(ConversionRewarded.class::cast)
                .filter(rewarded -> rewarded.rewardGc() > 0)
                .map(RewardListener::transferOf)
                .toList());
    }

    private static Transfer transferOf(ConversionRewarded rewarded) {
        return Transfer.between(
                Owner.ADS,
                Owner.player(rewarded.playerId()),
                Unit.GC,
                rewarded.rewardGc(),
                TransferKind.AD_REWARD,
                rewarded.conversionId().toString(),
                "reward for " + rewarded.adType());
    }
}
