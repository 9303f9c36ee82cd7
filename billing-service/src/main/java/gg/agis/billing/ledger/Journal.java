package gg.agis.billing.ledger;

import gg.agis.billing.ledger.Bookings.Line;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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

    /** Enters the transfers in the permanent register; answers those that were not in it. */
    Set<UUID> register(List<Transfer> transfers, Instant now) {
        return Set.copyOf(jdbc.sql("""
                        INSERT INTO transfers (transfer_id, kind, cause, reason, at)
                        SELECT t.*, :now
                          FROM unnest(:ids::uuid[], :kinds::text[], :causes::text[], :reasons::text[]) AS t
                        ON CONFLICT DO NOTHING
                        RETURNING transfer_id
                        """)
                .param("ids", column(transfers, UUID[]::new, Transfer::id))
                .param(
                        "kinds",
                        column(
                                transfers,
                                String[]::new,
                                transfer -> transfer.kind().wireName()))
                .param("causes", column(transfers, String[]::new, Transfer::cause))
                .param("reasons", column(transfers, String[]::new, Transfer::reason))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list());
    }

    void write(List<Line> lines, Instant now) {
        jdbc.sql("""
                        INSERT INTO postings (transfer_id, line, account_id, unit, amount, available, at)
                        SELECT l.*, :now
                          FROM unnest(:transfers::uuid[], :numbers::smallint[], :accounts::uuid[], :units::text[],
                                      :amounts::bigint[], :availables::bigint[]) AS l
                        """)
                .param("transfers", column(lines, UUID[]::new, Line::transferId))
                .param("numbers", column(lines, Integer[]::new, Line::number))
                .param(
                        "accounts",
                        column(lines, UUID[]::new, line -> line.after().id()))
                .param(
                        "units",
                        column(lines, String[]::new, line -> line.after().unit().name()))
                .param("amounts", column(lines, Long[]::new, Line::amount))
                .param("availables", column(lines, Long[]::new, Journal::availableAfter))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static @Nullable Long availableAfter(Line line) {
        return line.after().owner().isHouse() ? null : (Long) line.after().available();
    }

    private static <T, C extends @Nullable Object> C[] column(
            List<T> rows, java.util.function.IntFunction<C[]> array, Function<T, C> value) {
        return rows.stream().map(value).toArray(array);
    }
}
