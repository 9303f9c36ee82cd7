package gg.agis.billing.ledger;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
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
        if (keys.isEmpty()) {
            return Map.of();
        }
        var found = find(keys);
        if (found.size() < keys.size()) {
            open(keys.stream().filter(key -> !found.containsKey(key)).toList());
            return find(keys);
        }
        return found;
    }

    private Map<AccountKey, Account> find(Set<AccountKey> keys) {
        return jdbc
                .sql("""
                        WITH asked AS (SELECT * FROM unnest(:owners::text[], :units::text[]) AS k (owner, unit)),
                        owned AS (
                            SELECT a.account_id, a.owner, a.unit, a.balance, a.held, a.sequence
                              FROM accounts a JOIN asked USING (owner, unit)
                             WHERE a.balance IS NOT NULL
                             ORDER BY a.account_id FOR UPDATE OF a),
                        house AS (
                            SELECT a.account_id, a.owner, a.unit, 0::bigint, 0::bigint, 0::bigint
                              FROM accounts a JOIN asked USING (owner, unit)
                             WHERE a.balance IS NULL)
                        SELECT * FROM owned UNION ALL SELECT * FROM house
                        """)
                .param("owners", keys.stream().map(key -> key.owner().name()).toArray(String[]::new))
                .param("units", keys.stream().map(key -> key.unit().name()).toArray(String[]::new))
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

    private void open(List<AccountKey> keys) {
        jdbc.sql("""
                        INSERT INTO accounts (owner, unit, balance, opened_at)
                        SELECT owner, unit, CASE WHEN owner LIKE 'house:%' THEN NULL ELSE 0 END, :now
                          FROM unnest(:owners::text[], :units::text[]) AS k (owner, unit)
                         ORDER BY owner, unit
                        ON CONFLICT DO NOTHING
                        """)
                .param("owners", keys.stream().map(key -> key.owner().name()).toArray(String[]::new))
                .param("units", keys.stream().map(key -> key.unit().name()).toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
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
