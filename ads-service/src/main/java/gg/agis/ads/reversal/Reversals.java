package gg.agis.ads.reversal;

import gg.agis.ads.reversal.Reversal.State;
import gg.agis.ads.roundtrip.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What networks took back: one for each conversion, for ever. */
@Repository
public class Reversals {

    private static final String SELECT =
            "SELECT conversion_id, state, network, network_transaction_id, amount_gc, received_at FROM reversals r ";

    private final JdbcClient jdbc;

    Reversals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public static Question ask(Collection<UUID> conversionIds, Consumer<Reversal> hears) {
        return Question.of(SELECT + "WHERE conversion_id = ANY(?::uuid[])")
                .uuids(conversionIds)
                .heardBy(row -> hears.accept(read(row)));
    }

    /** The conversions are locked. An applied one stays applied. */
    public static Question write(Collection<Reversal> reversals) {
        return Question.of("""
                        INSERT INTO reversals AS known
                            (conversion_id, state, network, network_transaction_id, amount_gc, received_at)
                        SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                                             ?::text[]::timestamptz[])
                        ON CONFLICT (conversion_id) DO UPDATE SET state = excluded.state WHERE known.state <> 'applied'
                        """)
                .uuids(reversals.stream().map(Reversal::conversionId).toList())
                .texts(reversals.stream().map(r -> r.state().word()).toList())
                .texts(reversals.stream().map(Reversal::network).toList())
                .texts(reversals.stream().map(Reversal::networkTransactionId).toList())
                .longs(reversals.stream().map(Reversal::amountGc).toList())
                .texts(reversals.stream().map(r -> r.receivedAt().toString()).toList());
    }

    /** Of what nobody consented to, not even this is kept. */
    public static Question forget(Collection<UUID> conversionIds) {
        return Question.of("DELETE FROM reversals WHERE conversion_id = ANY(?::uuid[])")
                .uuids(conversionIds);
    }

    /** Parked ones whose original stands by now. */
    public List<UUID> overtaken(int rowsMax) {
        return jdbc.sql("""
                        SELECT r.conversion_id FROM reversals r JOIN conversion_keys k USING (conversion_id)
                         WHERE r.state = 'parked' ORDER BY r.received_at, r.conversion_id LIMIT :rowsMax
                        """)
                .param("rowsMax", rowsMax)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    public long parkedBefore(Instant moment) {
        return jdbc.sql("SELECT count(*) FROM reversals WHERE state = 'parked' AND received_at < ?")
                .param(moment.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private static Reversal read(ResultSet row) throws SQLException {
        return new Reversal(
                row.getObject(1, UUID.class),
                State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
