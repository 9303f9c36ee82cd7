package gg.agis.billing.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a ledger should come to, in a few lines: two maps of figures, and two sets of what has been done. */
final class ModelLedger {

    private final Map<Owner, Long> balances = new HashMap<>();
    private final Map<Owner, Long> held = new HashMap<>();
    private final Set<UUID> posted = new HashSet<>();
    private final Set<UUID> reversed = new HashSet<>();

    boolean post(Transfer transfer, boolean floorIsTested) {
        var original = transfer.reverses();
        boolean again = posted.contains(transfer.id()) || (original != null && reversed.contains(original));
        boolean poor = floorIsTested
                && transfer.postings().stream()
                        .anyMatch(p -> p.amount() < 0
                                && !p.account().owner().isHouse()
                                && available(p.account().owner()) < -p.amount());
        if (again || poor) {
            return false;
        }
        posted.add(transfer.id());
        if (original != null) {
            reversed.add(original);
        }
        transfer.postings().forEach(p -> balances.merge(p.account().owner(), p.amount(), Long::sum));
        return true;
    }

    boolean hold(Owner owner, long amount) {
        boolean rich = available(owner) >= amount;
        held.merge(owner, rich ? amount : 0, Long::sum);
        return rich;
    }

    void release(Owner owner, long amount) {
        held.merge(owner, -amount, Long::sum);
    }

    Balance balanceOf(Owner owner) {
        return new Balance(balances.getOrDefault(owner, 0L), held.getOrDefault(owner, 0L));
    }

    private long available(Owner owner) {
        return balanceOf(owner).available();
    }
}
