package gg.agis.billing.ledger;

import static java.util.stream.Collectors.toMap;

import gg.agis.common.outbox.Outbox;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Posts transfers. A whole batch costs as many round trips as one transfer does. */
@Component
public class Ledger {

    private final Accounts accounts;
    private final Journal journal;
    private final Outbox outbox;
    private final Clock clock;

    Ledger(Accounts accounts, Journal journal, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.journal = journal;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Posts what has not been posted before, all in the caller's transaction, and publishes each owner's new balance.
     *
     * <p>The register's key decides what is new, not a look-up, so two callers with one transfer cannot both win.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(List<Transfer> transfers) {
        var byId = transfers.stream()
                .collect(toMap(Transfer::id, transfer -> transfer, (first, same) -> first, LinkedHashMap::new));
        var locked = accounts.lock(byId.values());
        var registered = journal.register(List.copyOf(byId.values()), clock.instant());
        var fresh = byId.values().stream()
                .filter(transfer -> registered.contains(transfer.id()))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        var bookings = Bookings.of(fresh, locked);
        journal.write(bookings.lines(), clock.instant());
        accounts.store(bookings.changed());
        outbox.publish(bookings.facts());
    }

    /** What the owner has now; an owner without an account has nothing. */
    public Balance balanceOf(Owner owner, Unit unit) {
        return accounts.balanceOf(owner, unit);
    }
}
