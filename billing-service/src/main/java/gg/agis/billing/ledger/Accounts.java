package gg.agis.billing.ledger;

import static java.util.stream.Collectors.toMap;

import gg.agis.billing.ledger.Transfer.Posting;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** The accounts that the transfers touch, opened where they are missing, locked in one order unless the house's. */
    Map<Account.Key, Account> lock(Collection<Transfer> transfers) {
        var keys = transfers.stream()
                .flatMap(transfer -> transfer.postings().stream())
                .map(Accounts::keyOf)
                .distinct()
                .toList();
        var found = find(keys);
        if (found.size() < keys.size()) {
            open(keys.stream().filter(key -> !found.containsKey(key)).toList());
            return find(keys);
        }
        return found;
    }

    private Map<Account.Key, Account> find(List<Account.Key> keys) {
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
                        new Owner(row.getString(2)),
                        Unit.valueOf(row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)))
                .stream()
                .collect(toMap(Account::key, account -> account));
    }

    private void open(List<Account.Key> keys) {
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

    void store(Collection<Account> changed) {
        jdbc.sql("""
                        UPDATE accounts a SET balance = c.balance, sequence = c.sequence
                          FROM unnest(:ids::uuid[], :balances::bigint[], :sequences::bigint[])
                               AS c (account_id, balance, sequence)
                         WHERE a.account_id = c.account_id
                        """)
                .param("ids", changed.stream().map(Account::id).toArray(UUID[]::new))
                .param("balances", changed.stream().map(Account::balance).toArray(Long[]::new))
                .param("sequences", changed.stream().map(Account::sequence).toArray(Long[]::new))
                .update();
    }

    Balance balanceOf(Owner owner, Unit unit) {
        return jdbc.sql("SELECT balance, held FROM accounts WHERE owner = :owner AND unit = :unit")
                .param("owner", owner.name())
                .param("unit", unit.name())
                .query((row, number) -> new Balance(row.getLong(1), row.getLong(2)))
                .optional()
                .orElse(Balance.NOTHING);
    }

    private static Account.Key keyOf(Posting posting) {
        return new Account.Key(posting.owner(), posting.unit());
    }
}
