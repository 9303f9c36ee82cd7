package gg.agis.billing.ledger;

import gg.agis.common.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens books on the accounts and transfers that a decision is about, and writes down what it decided. A whole batch
 * costs as many round trips as one transfer does.
 */
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

    /** Opens the books that these transfers need. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Books open(List<Transfer> transfers) {
        var keys = new HashSet<AccountKey>();
        var ids = new HashSet<UUID>();
        var originals = new HashSet<UUID>();
        for (var transfer : transfers) {
            transfer.postings().forEach(posting -> keys.add(posting.account()));
            ids.add(transfer.id());
            if (transfer.reverses() != null) {
                originals.add(transfer.reverses());
            }
        }
        return open(keys, ids, originals);
    }

    /**
     * Locks the accounts until the caller's transaction ends, and looks up which of the transfers stand.
     *
     * <p>In this order: whoever made one of these transfers held one of these locks, so what is not seen now will not
     * come. Between house accounts alone, which nobody locks, the register's key refuses the second.
     *
     * @param originals transfers that may be taken back; their accounts are locked as well
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Books open(Set<AccountKey> keys, Set<UUID> transferIds, Set<UUID> originals) {
        var all = new HashSet<>(keys);
        journal.find(originals)
                .values()
                .forEach(original -> original.postings().forEach(posting -> all.add(posting.account())));
        var locked = accounts.lock(all);
        var ids = new HashSet<>(transferIds);
        ids.addAll(originals);
        return new Books(locked.values(), journal.find(ids), journal.reversedOf(originals));
    }

    /** Writes down what was decided on the books, and publishes each owner's new figures. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Books books) {
        journal.write(books.posted(), books.lines(), clock.instant());
        accounts.store(books);
        outbox.publish(books.facts());
    }

    /** Posts one transfer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Posted post(Transfer transfer) {
        var books = open(List.of(transfer));
        var posted = books.post(transfer);
        write(books);
        return posted;
    }

    /** The owner's accounts are another's from now on, as they are; there is no account of the owner any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rename(Owner from, Owner to) {
        if (from.isHouse() || to.isHouse()) {
            throw new IllegalArgumentException("a house account keeps its name: " + from + ", " + to);
        }
        accounts.rename(from, to);
    }

    /** What the owner has now; an owner without an account has nothing. */
    public Balance balanceOf(AccountKey key) {
        return accounts.balanceOf(key);
    }

    public Optional<Transfer> find(UUID transferId) {
        return Optional.ofNullable(journal.find(List.of(transferId)).get(transferId));
    }

    /** The transfer that took this one back. */
    public Optional<UUID> reversalOf(UUID transferId) {
        return journal.reversalOf(transferId);
    }

    public Optional<Instant> postedAt(UUID transferId) {
        return journal.postedAt(transferId);
    }
}
