package gg.agis.billing.ledger;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Books in memory, for decisions of other features. */
public final class BooksFixture {

    private BooksFixture() {}

    /** Where the owner has so much, and the house can pay. */
    public static Books books(Owner owner, long balance, Transfer... standing) {
        return books(Map.of(owner, balance), standing);
    }

    public static Books books(Map<Owner, Long> balances, Transfer... standing) {
        var accounts = new ArrayList<Account>();
        for (var house : List.of(Owner.ADS, Owner.SERVERS, Owner.OPERATORS)) {
            accounts.add(account(house, 0));
        }
        balances.forEach((owner, balance) -> accounts.add(account(owner, balance)));
        var known = List.of(standing).stream().collect(toMap(Transfer::id, transfer -> transfer));
        return new Books(accounts, known, Set.of());
    }

    public static List<Transfer> posted(Books books) {
        return books.posted();
    }

    /** How often owners heard of a change. */
    public static int facts(Books books) {
        return books.facts().size();
    }

    private static Account account(Owner owner, long balance) {
        return new Account(UUID.randomUUID(), AccountKey.gc(owner), balance, 0, 0);
    }
}
