package gg.agis.ads.consent;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Conversions that came without consent: nothing of them is kept but what tells a repeat. */
@Repository
public class Unconsented {

    private final JdbcClient jdbc;
    private final UnconsentedHash hash;

    Unconsented(JdbcClient jdbc, UnconsentedHash hash) {
        this.jdbc = jdbc;
        this.hash = hash;
    }

    /** Those of the conversions that came without consent, and whether the network has taken them back. */
    public Map<UUID, Boolean> find(Collection<UUID> conversionIds) {
        var ids = new HashMap<ByteBuffer, UUID>();
        conversionIds.forEach(id -> ids.put(ByteBuffer.wrap(hash.of(id)), id));
        var found = new HashMap<UUID, Boolean>();
        jdbc.sql("SELECT hash, reversed_at IS NOT NULL FROM unconsented WHERE hash = ANY(:hashes::bytea[])")
                .param("hashes", ids.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new))
                .query(row -> {
                    var id = ids.get(ByteBuffer.wrap(row.getBytes(1)));
                    if (id != null) {
                        found.put(id, row.getBoolean(2));
                    }
                });
        return found;
    }

    /**
     * Remembers them.
     *
     * @param conversions and whether the network has taken each back
     */
    public void write(Map<UUID, Boolean> conversions, Instant now) {
        if (conversions.isEmpty()) {
            return;
        }
        var ids = List.copyOf(conversions.keySet());
        jdbc.sql("""
                        INSERT INTO unconsented AS known (hash, received_at, reversed_at)
                        SELECT hash, :now, CASE WHEN reversed THEN :now END
                          FROM unnest(:hashes::bytea[], :reversed::boolean[]) AS u (hash, reversed)
                        ON CONFLICT (hash) DO UPDATE SET reversed_at = coalesce(known.reversed_at, excluded.reversed_at)
                        """)
                .param("hashes", ids.stream().map(hash::of).toArray(byte[][]::new))
                .param("reversed", ids.stream().map(conversions::get).toArray(Boolean[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
