package gg.agis.billing.ledger;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Accounts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The accounts asked for, opened where they are missing, locked in one order unless they are the house's. */
    Map<AccountKey, Account> lock(Set<AccountKey> keys) {
        var locked = new HashMap<>(find(keys));
        locked.putAll(open(without(keys, locked)));
        // What another transaction opened at the same moment.
        locked.putAll(find(without(keys, locked)));
        return locked;
    }

    private static Set<AccountKey> without(Set<AccountKey> keys, Map<AccountKey, Account> found) {
        return keys.stream().filter(key -> !found.containsKey(key)).collect(toSet());
    }

    private Map<AccountKey, Account> find(Set<AccountKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        var houses = keys.stream().filter(key -> key.owner().isHouse()).toList();
        var others = keys.stream().filter(key -> !key.owner().isHouse()).toList();
        return byKey(jdbc.sql("""
                        WITH owned AS (
                            SELECT account_id, owner, unit, balance, held, sequence
                              FROM accounts a
                              JOIN unnest(:owners::text[], :units::text[]) AS asked (owner, unit) USING (owner, unit)
                             ORDER BY account_id FOR UPDATE OF a)
                        SELECT * FROM owned
                        UNION ALL
                        SELECT account_id, owner, unit, 0::bigint, 0::bigint, 0::bigint
                          FROM accounts
                          JOIN unnest(:houses::text[], :houseUnits::text[]) AS asked (owner, unit) USING (owner, unit)
                        """)
                .param("owners", owners(others))
                .param("units", units(others))
                .param("houses", owners(houses))
                .param("houseUnits", units(houses)));
    }

    private Map<AccountKey, Account> open(Set<AccountKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return byKey(jdbc.sql("""
                        INSERT INTO accounts (owner, unit, balance, opened_at)
                        SELECT owner, unit, CASE WHEN owner LIKE 'house:%' THEN NULL ELSE 0 END, :now
                          FROM unnest(:owners::text[], :units::text[]) AS k (owner, unit)
                         ORDER BY owner, unit
                        ON CONFLICT DO NOTHING
                        RETURNING account_id, owner, unit, 0::bigint, 0::bigint, 0::bigint
                        """)
                .param("owners", owners(keys))
                .param("units", units(keys))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private static String[] owners(Collection<AccountKey> keys) {
        return keys.stream().map(key -> key.owner().name()).toArray(String[]::new);
    }

    private static String[] units(Collection<AccountKey> keys) {
        return keys.stream().map(key -> key.unit().name()).toArray(String[]::new);
    }

    private static Map<AccountKey, Account> byKey(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, number) -> new Account(
                        row.getObject(1, UUID.class),
                        new AccountKey(new Owner(row.getString(2)), Unit.valueOf(row.getString(3))),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)))
                .list()
                .stream()
                .collect(toMap(Account::key, account -> account));
    }

    /**
     * Stores what was decided on: the sequence of each row tells that it is still the one that was read, and who was found
     * able to pay is.
     */
    void store(Books books) {
        var before = books.changedBefore();
        var after = books.changedAfter();
        if (after.isEmpty()) {
            return;
        }
        int stored = jdbc.sql("""
                        UPDATE accounts a SET balance = c.balance, held = c.held, sequence = c.sequence
                          FROM unnest(:ids::uuid[], :decidedOn::bigint[], :balances::bigint[], :helds::bigint[],
                                      :sequences::bigint[], :pays::boolean[])
                               AS c (account_id, decided_on, balance, held, sequence, pays)
                         WHERE a.account_id = c.account_id AND a.sequence = c.decided_on
                           AND (NOT c.pays OR c.balance - c.held >= 0)
                        """)
                .param("ids", after.stream().map(Account::id).toArray(UUID[]::new))
                .param("decidedOn", before.stream().map(Account::sequence).toArray(Long[]::new))
                .param("balances", after.stream().map(Account::balance).toArray(Long[]::new))
                .param("helds", after.stream().map(Account::held).toArray(Long[]::new))
                .param("sequences", after.stream().map(Account::sequence).toArray(Long[]::new))
                .param("pays", after.stream().map(books::staysAboveFloor).toArray(Boolean[]::new))
                .update();
        if (stored != after.size()) {
            throw new IllegalStateException("An account is not as it was decided on; nothing is posted");
        }
    }

    /** In the order in which everyone locks; whoever waits for one of these accounts finds it gone. */
    void rename(Owner from, Owner to) {
        jdbc.sql("""
                        WITH renamed AS (SELECT account_id FROM accounts WHERE owner = :from ORDER BY account_id FOR UPDATE)
                        UPDATE accounts a SET owner = :to FROM renamed WHERE a.account_id = renamed.account_id
                        """).param("from", from.name()).param("to", to.name()).update();
    }

    Balance balanceOf(AccountKey key) {
        return jdbc.sql("SELECT balance, held FROM accounts WHERE owner = :owner AND unit = :unit")
                .param("owner", key.owner().name())
                .param("unit", key.unit().name())
                .query((row, number) -> new Balance(row.getLong(1), row.getLong(2)))
                .optional()
                .orElse(Balance.NOTHING);
    }
}
