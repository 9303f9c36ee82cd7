package gg.agis.ads.reversal;

import gg.agis.ads.reversal.Reversal.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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

    public Map<UUID, Reversal> find(Collection<UUID> conversionIds) {
        var found = new HashMap<UUID, Reversal>();
        jdbc.sql(SELECT + "WHERE conversion_id = ANY(:ids::uuid[])")
                .param("ids", conversionIds.toArray(UUID[]::new))
                .query(Reversals::read)
                .list()
                .forEach(reversal -> found.put(reversal.conversionId(), reversal));
        return found;
    }

    /** The conversions are locked. An applied one stays applied. */
    public void write(Collection<Reversal> reversals) {
        if (reversals.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO reversals AS known
                            (conversion_id, state, network, network_transaction_id, amount_gc, received_at)
                        SELECT * FROM unnest(:ids::uuid[], :states::text[], :networks::text[], :transactions::text[],
                                             :amounts::bigint[], :ats::timestamptz[])
                        ON CONFLICT (conversion_id) DO UPDATE SET state = excluded.state WHERE known.state <> 'applied'
                        """)
                .param("ids", reversals.stream().map(Reversal::conversionId).toArray(UUID[]::new))
                .param("states", reversals.stream().map(r -> r.state().word()).toArray(String[]::new))
                .param("networks", reversals.stream().map(Reversal::network).toArray(String[]::new))
                .param(
                        "transactions",
                        reversals.stream().map(Reversal::networkTransactionId).toArray(String[]::new))
                .param("amounts", reversals.stream().map(Reversal::amountGc).toArray(Long[]::new))
                .param(
                        "ats",
                        reversals.stream().map(r -> r.receivedAt().toString()).toArray(String[]::new))
                .update();
    }

    /** Of what nobody consented to, not even this is kept. */
    public void forget(Collection<UUID> conversionIds) {
        if (!conversionIds.isEmpty()) {
            jdbc.sql("DELETE FROM reversals WHERE conversion_id = ANY(:ids::uuid[])")
                    .param("ids", conversionIds.toArray(UUID[]::new))
                    .update();
        }
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

    private static Reversal read(ResultSet row, int number) throws SQLException {
        return new Reversal(
                row.getObject(1, UUID.class),
                State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
