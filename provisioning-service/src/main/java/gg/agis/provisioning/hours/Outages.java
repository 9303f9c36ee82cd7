package gg.agis.provisioning.hours;

import gg.agis.provisioning.hours.RefundRules.Outage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When servers were paid and nobody could play. */
@Repository
public class Outages {

    private final JdbcClient jdbc;

    Outages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(UUID serverId, Instant from, Instant to) {
        if (!to.isAfter(from)) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO outages (server_id, began_at, ended_at) VALUES (:server, :from, :to)
                        ON CONFLICT DO NOTHING
                        """)
                .param("server", serverId)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** It will not come back: what is left of the hour that has begun is lost as well. */
    public void untilTheEndOfItsHour(UUID serverId, Instant from, Instant now) {
        var end = jdbc.sql("""
                        SELECT max(starts_at) FROM server_hours
                         WHERE server_id = :server AND index >= 0 AND starts_at <= :now
                        """)
                .param("server", serverId)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(OffsetDateTime.class)
                .optional()
                .map(start -> start.toInstant().plus(PaidHour.LENGTH))
                .filter(until -> until.isAfter(now))
                .orElse(now);
        add(serverId, from, end);
    }

    /** Those of the servers that had any in the period, by server. */
    List<UUID> serversWithin(Instant from, Instant to) {
        return jdbc.sql("""
                        SELECT DISTINCT server_id FROM outages WHERE ended_at > :from AND began_at < :to ORDER BY server_id
                        """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Cut to the period. */
    List<Outage> of(UUID serverId, Instant from, Instant to) {
        return jdbc.sql("""
                        SELECT greatest(began_at, :from), least(ended_at, :to) FROM outages
                         WHERE server_id = :server AND ended_at > :from AND began_at < :to ORDER BY began_at
                        """)
                .param("server", serverId)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Outage(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }
}
