package gg.agis.billing.ledger;

import gg.agis.billing.ledger.Posted.AlreadyReversed;
import gg.agis.billing.ledger.Posted.Conflicting;
import gg.agis.billing.ledger.Posted.Done;
import gg.agis.billing.ledger.Posted.Lacking;
import gg.agis.billing.ledger.Posted.Repeated;
import gg.agis.billing.ledger.Transfer.Posting;
import gg.agis.common.event.BillingEvent.BalanceChanged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some accounts and some transfers, opened under lock, as they are and as decisions leave them: plain arithmetic in the
 * order of what is asked. {@link Ledger} opens books and writes them down.
 */
public final class Books {

    /** A posting as it is stored; {@code after} is the account as the posting leaves it. */
    record Line(Transfer transfer, int number, Account after, long amount) {}

    private final Map<AccountKey, Account> accounts;
    private final Map<UUID, Transfer> known;
    private final Set<UUID> reversed;
    private final Map<AccountKey, Account> before = new LinkedHashMap<>();
    private final Set<AccountKey> aboveFloor = new HashSet<>();
    private final List<Transfer> posted = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<BalanceChanged> facts = new ArrayList<>();

    /**
     * @param known of the transfers that may be asked for, and of the originals that may be taken back, those that stand
     * @param reversed of the originals those that have been taken back
     */
    Books(Collection<Account> accounts, Map<UUID, Transfer> known, Set<UUID> reversed) {
        this.accounts = new HashMap<>();
        accounts.forEach(account -> this.accounts.put(account.key(), account));
        this.known = new HashMap<>(known);
        this.reversed = new HashSet<>(reversed);
    }

    /** The transfer with this id, if it stands. */
    public Optional<Transfer> find(UUID transferId) {
        return Optional.ofNullable(known.get(transferId));
    }

    /** By which other tables refer to the account, so that its owner stands in one place. */
    public UUID accountIdOf(AccountKey key) {
        return account(key).id();
    }

    public Balance balanceOf(AccountKey key) {
        var account = account(key);
        return new Balance(account.balance(), account.held());
    }

    /** Moves the money, unless somebody who spends has too little. */
    public Posted post(Transfer transfer) {
        var refusal = refusalOf(transfer);
        if (refusal != null) {
            return refusal;
        }
        if (transfer.kind().keepsTheFloor()) {
            for (var posting : transfer.postings()) {
                long missing = missing(posting.account(), -posting.amount());
                if (missing > 0) {
                    return new Lacking(posting.account().owner(), missing);
                }
            }
        }
        return enter(transfer, null, 0);
    }

    /** Sets the amount aside, for a while; nothing moves yet. */
    public Optional<Lacking> hold(AccountKey key, long amount, TransferKind kind, String cause, String reason) {
        long missing = missing(key, amount);
        if (missing > 0) {
            return Optional.of(new Lacking(key.owner(), missing));
        }
        changeHeld(key, amount, kind, cause, reason);
        aboveFloor.add(key);
        return Optional.empty();
    }

    /** Gives back what was set aside. */
    public void release(AccountKey key, long amount, TransferKind kind, String cause, String reason) {
        changeHeld(key, -amount, kind, cause, reason);
    }

    /** Spends of what was set aside: the transfer moves, the whole hold ends. The floor was tested when it was made. */
    public Posted settle(AccountKey key, long hold, Transfer transfer) {
        var refusal = refusalOf(transfer);
        if (refusal != null) {
            return refusal;
        }
        if (transfer.postings().stream().noneMatch(p -> p.account().equals(key) && p.amount() < 0)) {
            throw new IllegalArgumentException(key + " does not pay in " + transfer);
        }
        return enter(transfer, key, hold);
    }

    private @Nullable Posted refusalOf(Transfer transfer) {
        var standing = known.get(transfer.id());
        if (standing != null) {
            return standing.hasSameContentAs(transfer) ? new Repeated(standing) : new Conflicting(standing);
        }
        var original = transfer.reverses();
        return original != null && reversed.contains(original) ? new AlreadyReversed(transfer) : null;
    }

    /**
     * How much the owner lacks to spend so much. One who is below the floor cannot spend; one who only receives never lacks
     * anything.
     */
    public long missing(AccountKey key, long spent) {
        if (key.owner().isHouse() || spent <= 0) {
            return 0;
        }
        // Neither side can overflow: an amount is positive, and what is available was computed exactly.
        long available = account(key).available();
        return available >= spent ? 0 : saturatedDifference(spent, available);
    }

    private static long saturatedDifference(long spent, long available) {
        long difference = spent - available;
        return difference < 0 ? Long.MAX_VALUE : difference;
    }

    private Done enter(Transfer transfer, @Nullable AccountKey holder, long hold) {
        int number = 0;
        for (var posting : transfer.postings()) {
            var key = posting.account();
            if (key.owner().isHouse()) {
                lines.add(new Line(transfer, number++, account(key), posting.amount()));
                continue;
            }
            var after = key.equals(holder)
                    ? account(key).settling(hold, Math.negateExact(posting.amount()))
                    : account(key).plus(posting.amount());
            change(after);
            if (!key.equals(holder)) {
                noteFloor(transfer, posting);
            }
            lines.add(new Line(transfer, number++, after, posting.amount()));
            facts.add(fact(transfer, posting, after));
        }
        known.put(transfer.id(), transfer);
        var original = transfer.reverses();
        if (original != null) {
            reversed.add(original);
        }
        posted.add(transfer);
        return new Done(transfer);
    }

    /** What was tested here is tested once more by the statement that stores it, unless something untested came after. */
    private void noteFloor(Transfer transfer, Posting posting) {
        if (posting.amount() < 0) {
            if (transfer.kind().keepsTheFloor()) {
                aboveFloor.add(posting.account());
            } else {
                aboveFloor.remove(posting.account());
            }
        }
    }

    private void changeHeld(AccountKey key, long more, TransferKind kind, String cause, String reason) {
        var after = account(key).holding(more);
        change(after);
        facts.add(new BalanceChanged(
                null,
                key.owner().name(),
                key.unit().name(),
                kind.wireName(),
                0,
                after.available(),
                after.held(),
                reason,
                cause,
                after.sequence()));
    }

    private void change(Account after) {
        before.putIfAbsent(after.key(), account(after.key()));
        accounts.put(after.key(), after);
    }

    private Account account(AccountKey key) {
        var account = accounts.get(key);
        if (account == null) {
            throw new IllegalStateException("not opened: " + key);
        }
        return account;
    }

    private static BalanceChanged fact(Transfer transfer, Posting posting, Account after) {
        return new BalanceChanged(
                transfer.id(),
                after.owner().name(),
                after.unit().name(),
                transfer.kindFor(after.owner()).wireName(),
                posting.amount(),
                after.available(),
                after.held(),
                transfer.reason(),
                transfer.cause(),
                after.sequence());
    }

    List<Transfer> posted() {
        return posted;
    }

    List<Line> lines() {
        return lines;
    }

    List<BalanceChanged> facts() {
        return facts;
    }

    /** Every account that is another than when the books were opened, as it was. */
    Collection<Account> changedBefore() {
        return before.values();
    }

    /** The same accounts in the same order, as they are now. */
    List<Account> changedAfter() {
        return before.keySet().stream().map(this::account).toList();
    }

    /** Whether this account was found able to pay what it pays here. */
    boolean staysAboveFloor(Account account) {
        return aboveFloor.contains(account.key());
    }
}
