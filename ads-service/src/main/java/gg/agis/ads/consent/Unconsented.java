package gg.agis.ads.consent;

import gg.agis.ads.roundtrip.Question;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Repository;

/** Conversions that came without consent: nothing of them is kept but what tells a repeat. */
@Repository
public class Unconsented {

    private final UnconsentedHash hash;

    Unconsented(UnconsentedHash hash) {
        this.hash = hash;
    }

    /** Hears those of the conversions that came without consent, and whether the network has taken them back. */
    public Question ask(Collection<UUID> conversionIds, BiConsumer<UUID, Boolean> hears) {
        var ids = new HashMap<ByteBuffer, UUID>();
        conversionIds.forEach(id -> ids.put(ByteBuffer.wrap(hash.of(id)), id));
        return Question.of("SELECT hash, reversed_at IS NOT NULL FROM unconsented WHERE hash = ANY(?::bytea[])")
                .bytes(ids.keySet().stream().map(ByteBuffer::array).toList())
                .heardBy(row -> {
                    var id = ids.get(ByteBuffer.wrap(row.getBytes(1)));
                    if (id != null) {
                        hears.accept(id, row.getBoolean(2));
                    }
                });
    }

    /**
     * Remembers them.
     *
     * @param conversions and whether the network has taken each back
     */
    public Question write(Map<UUID, Boolean> conversions, Instant now) {
        var ids = List.copyOf(conversions.keySet());
        return Question.of("""
                        INSERT INTO unconsented AS known (hash, received_at, reversed_at)
                        SELECT hash, u.now, CASE WHEN reversed THEN u.now END
                          FROM (SELECT *, ?::timestamptz AS now
                                  FROM unnest(?::bytea[], ?::boolean[]) AS u (hash, reversed)) u
                        ON CONFLICT (hash) DO UPDATE SET reversed_at = coalesce(known.reversed_at, excluded.reversed_at)
                        """)
                .with(now.atOffset(ZoneOffset.UTC))
                .bytes(ids.stream().map(hash::of).toList())
                .booleans(ids.stream().map(conversions::get).toList());
    }
}
