package gg.agis.billing.ledger;

import gg.agis.common.event.BillingEvent.BalanceChanged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a batch of transfers does to the accounts that it touches: every posting with the figure that it leaves behind,
 * each account's final state, and the facts to publish. Plain arithmetic in the order of the batch.
 */
record Bookings(List<Line> lines, Collection<Account> changed, List<BalanceChanged> facts) {

    /** A posting as it is stored; {@code after} is the account as the posting leaves it. */
    record Line(UUID transferId, int number, Account after, long amount) {}

    static Bookings of(List<Transfer> transfers, Map<Account.Key, Account> locked) {
        var accounts = new LinkedHashMap<>(locked);
        var changed = new LinkedHashMap<Account.Key, Account>();
        var lines = new ArrayList<Line>();
        var facts = new ArrayList<BalanceChanged>();
        for (var transfer : transfers) {
            int number = 0;
            for (var posting : transfer.postings()) {
                var key = new Account.Key(posting.owner(), posting.unit());
                var before = accounts.get(key);
                if (before == null) {
                    throw new IllegalStateException("not locked: " + key);
                }
                if (posting.owner().isHouse()) {
                    lines.add(new Line(transfer.id(), number++, before, posting.amount()));
                    continue;
                }
                var after = before.plus(posting.amount());
                accounts.put(key, after);
                changed.put(key, after);
                lines.add(new Line(transfer.id(), number++, after, posting.amount()));
                facts.add(fact(transfer, posting.amount(), after));
            }
        }
        return new Bookings(lines, changed.values(), facts);
    }

    private static BalanceChanged fact(Transfer transfer, long amount, Account after) {
        return new BalanceChanged(
                transfer.id(),
                after.owner().name(),
                after.unit().name(),
                transfer.kind().wireName(),
                amount,
                after.available(),
                after.held(),
                transfer.reason(),
                transfer.cause(),
                after.sequence());
    }
}
