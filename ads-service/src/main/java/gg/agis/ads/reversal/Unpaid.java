package gg.agis.ads.reversal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What came and was worth nothing: whoever takes it back takes back nothing. */
@Repository
public class Unpaid {

    private final JdbcClient jdbc;

    Unpaid(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Set<UUID> find(Collection<UUID> conversionIds) {
        return Set.copyOf(jdbc.sql("SELECT conversion_id FROM unpaid WHERE conversion_id = ANY(:ids::uuid[])")
                .param("ids", conversionIds.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    public void add(Collection<UUID> conversionIds, Instant now) {
        if (!conversionIds.isEmpty()) {
            jdbc.sql("""
                            INSERT INTO unpaid (conversion_id, received_at) SELECT id, :now FROM unnest(:ids::uuid[]) AS id
                            ON CONFLICT DO NOTHING
                            """)
                    .param("ids", conversionIds.toArray(UUID[]::new))
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }
}
