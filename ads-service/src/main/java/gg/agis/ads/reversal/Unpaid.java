package gg.agis.ads.reversal;

import gg.agis.ads.roundtrip.Question;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;

/** What came and was worth nothing: whoever takes it back takes back nothing. */
public final class Unpaid {

    private Unpaid() {}

    public static Question ask(Collection<UUID> conversionIds, Consumer<UUID> hears) {
        return Question.of("SELECT conversion_id FROM unpaid WHERE conversion_id = ANY(?::uuid[])")
                .uuids(conversionIds)
                .heardBy(row -> hears.accept(row.getObject(1, UUID.class)));
    }

    public static Question add(Collection<UUID> conversionIds, Instant now) {
        return Question.of("""
                        INSERT INTO unpaid (received_at, conversion_id) SELECT ?::timestamptz, unnest(?::uuid[])
                        ON CONFLICT DO NOTHING
                        """).with(now.atOffset(ZoneOffset.UTC)).uuids(conversionIds);
    }
}
