package gg.agis.billing.reward;

import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Posted;
import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
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
        var transfers = deliveries.stream()
                .map(Delivery::event)
                .filter(ConversionRewarded.class::isInstance)
                .map(ConversionRewarded.class::cast)
                .filter(rewarded -> rewarded.rewardGc() > 0)
                .map(RewardListener::transferOf)
                .toList();
        var books = ledger.open(transfers);
        for (var transfer : transfers) {
            if (books.post(transfer) instanceof Posted.Conflicting(Transfer standing)) {
                throw new IllegalArgumentException("%s stands as %s".formatted(transfer, standing));
            }
        }
        ledger.write(books);
    }

    private static Transfer transferOf(ConversionRewarded rewarded) {
        return Transfer.ofGc(
                Owner.ADS,
                Owner.player(rewarded.playerId()),
                rewarded.rewardGc(),
                TransferKind.AD_REWARD,
                rewarded.conversionId().toString(),
                "reward for " + rewarded.adType());
    }
}
