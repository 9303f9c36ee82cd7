package gg.agis.billing.ledger;

import gg.agis.billing.ledger.Books.Line;
import gg.agis.billing.ledger.Transfer.Posting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Transfers and their postings: written once, never changed. */
@Repository
class Journal {

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the transfers that stand, with their postings as they were made. */
    Map<UUID, Transfer> find(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var found = new HashMap<UUID, Head>();
        jdbc.sql("""
                        SELECT t.transfer_id, t.kind, t.cause, t.reason, t.reverses, a.owner, p.unit, p.amount
                          FROM transfers t
                          JOIN postings p ON p.transfer_id = t.transfer_id AND p.at = t.at
                          JOIN accounts a ON a.account_id = p.account_id
                         WHERE t.transfer_id = ANY(:ids::uuid[])
                         ORDER BY t.transfer_id, p.line
                        """).param("ids", ids.toArray(UUID[]::new)).query(row -> {
            var id = row.getObject("transfer_id", UUID.class);
            if (!found.containsKey(id)) {
                found.put(id, Head.of(row));
            }
            found.get(id).postings().add(postingOf(row));
        });
        var transfers = new HashMap<UUID, Transfer>();
        found.forEach((id, head) -> transfers.put(id, head.transfer(id)));
        return transfers;
    }

    Optional<UUID> reversalOf(UUID transferId) {
        return jdbc.sql("SELECT transfer_id FROM transfers WHERE reverses = :id")
                .param("id", transferId)
                .query(UUID.class)
                .optional();
    }

    Optional<Instant> postedAt(UUID transferId) {
        return jdbc.sql("SELECT at FROM transfers WHERE transfer_id = :id")
                .param("id", transferId)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** Those of the transfers that have been taken back. */
    Set<UUID> reversedOf(Collection<UUID> originals) {
        if (originals.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("SELECT reverses FROM transfers WHERE reverses = ANY(:originals::uuid[])")
                .param("originals", originals.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    void write(List<Transfer> transfers, List<Line> lines, Instant now) {
        if (transfers.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        WITH registered AS (
                            INSERT INTO transfers (transfer_id, kind, cause, reason, reverses, at)
                            SELECT t.*, :now
                              FROM unnest(:ids::uuid[], :kinds::text[], :causes::text[], :reasons::text[],
                                          :reverses::uuid[]) AS t)
                        INSERT INTO postings (transfer_id, line, account_id, unit, amount, available, sequence, at)
                        SELECT l.*, :now
                          FROM unnest(:transfers::uuid[], :numbers::smallint[], :accounts::uuid[], :units::text[],
                                      :amounts::bigint[], :availables::bigint[], :sequences::bigint[]) AS l
                        """)
                .param("ids", column(transfers, UUID[]::new, Transfer::id))
                .param("kinds", column(transfers, String[]::new, t -> t.kind().wireName()))
                .param("causes", column(transfers, String[]::new, Transfer::cause))
                .param("reasons", column(transfers, String[]::new, Transfer::reason))
                .param("reverses", column(transfers, UUID[]::new, Transfer::reverses))
                .param("transfers", column(lines, UUID[]::new, l -> l.transfer().id()))
                .param("numbers", column(lines, Integer[]::new, Line::number))
                .param("accounts", column(lines, UUID[]::new, l -> l.after().id()))
                .param(
                        "units",
                        column(lines, String[]::new, l -> l.after().unit().name()))
                .param("amounts", column(lines, Long[]::new, Line::amount))
                .param("availables", column(lines, Long[]::new, l -> ofOwned(l, Account::available)))
                .param("sequences", column(lines, Long[]::new, l -> ofOwned(l, Account::sequence)))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static @Nullable Long ofOwned(Line line, Function<Account, Long> figure) {
        return line.after().owner().isHouse() ? null : figure.apply(line.after());
    }

    private static Posting postingOf(ResultSet row) throws SQLException {
        var account = new AccountKey(new Owner(row.getString("owner")), Unit.valueOf(row.getString("unit")));
        return new Posting(account, row.getLong("amount"));
    }

    private static <T, C extends @Nullable Object> C[] column(
            List<T> rows, IntFunction<C[]> array, Function<T, C> value) {
        return rows.stream().map(value).toArray(array);
    }

    private record Head(
            TransferKind kind,
            String cause,
            String reason,
            @Nullable UUID reverses,
            List<Posting> postings) {

        static Head of(ResultSet row) throws SQLException {
            return new Head(
                    TransferKind.of(row.getString("kind")),
                    row.getString("cause"),
                    row.getString("reason"),
                    row.getObject("reverses", UUID.class),
                    new ArrayList<>());
        }

        Transfer transfer(UUID id) {
            return new Transfer(id, kind, cause, reason, postings, reverses);
        }
    }
}
