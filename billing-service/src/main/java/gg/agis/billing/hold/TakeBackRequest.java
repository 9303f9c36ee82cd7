package gg.agis.billing.hold;

import gg.agis.billing.ledger.Transfer;
import gg.agis.billing.ledger.TransferKind;
import gg.agis.billing.reversal.TakesBack;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What an operator gives back of a server's price is refunded, so that provisioning cannot have it refunded again. */
@Component
class TakeBackRequest implements TakesBack {

    private static final Set<TransferKind> PAID = EnumSet.of(
            TransferKind.SERVER_START,
            TransferKind.SERVER_WAKE,
            TransferKind.SERVER_RENEWAL,
            TransferKind.SERVER_EXTENSION);

    private final Requests requests;
    private final Clock clock;

    TakeBackRequest(Requests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public Optional<String> takeBack(Transfer original) {
        if (!PAID.contains(original.kind())) {
            return Optional.empty();
        }
        var id = UUID.fromString(original.cause());
        var request = requests.lock(List.of(id)).get(id);
        if (request == null) {
            return Optional.empty();
        }
        if (request.refunded() > 0) {
            return Optional.of(
                    "Of this %d GC have been refunded already, so the whole cannot come back. Adjust the rest:"
                                    .formatted(request.refunded())
                            + " POST /api/ledger/adjustments.");
        }
        requests.store(List.of(request.refunding(request.refundable())), clock.instant());
        return Optional.empty();
    }
}
