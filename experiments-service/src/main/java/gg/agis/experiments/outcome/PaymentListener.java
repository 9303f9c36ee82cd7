package gg.agis.experiments.outcome;

import gg.agis.common.event.BillingEvent.PaymentSucceeded;
import gg.agis.common.event.Topics;
import gg.agis.common.id.MadeId;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import gg.agis.experiments.outcome.Payments.Payment;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What players pay besides. Of other currencies nobody knows what they are worth, so they count as nothing. */
@Component
class PaymentListener implements EventListener {

    private static final String PLAYER = "player:";
    private static final String USD = "usd";
    private static final long MICROS_PER_CENT = 10_000;

    private final Payments payments;

    PaymentListener(Payments payments) {
        this.payments = payments;
    }

    @Override
    public String name() {
        return "experiments.payments";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.BILLING_PAYMENTS);
    }

    @Override
    public OnPoison onPoison() {
        return OnPoison.PASS;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        payments.take(deliveries.stream().flatMap(PaymentListener::payment).toList());
    }

    private static Stream<Payment> payment(Delivery delivery) {
        return delivery.event() instanceof PaymentSucceeded paid
                        && paid.payer().startsWith(PLAYER)
                        && paid.currency().equalsIgnoreCase(USD)
                ? Stream.of(new Payment(
                        MadeId.of("payment", paid.paymentId()),
                        paid.payer().substring(PLAYER.length()),
                        Math.multiplyExact(paid.amountCents(), MICROS_PER_CENT),
                        delivery.time()))
                : Stream.empty();
    }
}
