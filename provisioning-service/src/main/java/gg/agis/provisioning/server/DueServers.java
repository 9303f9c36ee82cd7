package gg.agis.provisioning.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which servers somebody has to look at now. */
@Repository
public class DueServers {

    private final JdbcClient jdbc;

    DueServers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes servers that are due for this replica alone, until the lease ends; whoever is worked on by somebody else at
     * this moment is passed over.
     */
    public List<UUID> claimDue(Instant now, Instant lease, int limit) {
        return jdbc.sql("""
                        UPDATE servers SET next_at = :lease
                         WHERE server_id IN (SELECT server_id FROM servers WHERE next_at <= :now
                                              ORDER BY next_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        RETURNING server_id
                        """)
                .param("lease", lease.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Somebody should look at these at once. */
    public void nudge(Collection<UUID> ids, Instant now) {
        jdbc.sql("""
                        UPDATE servers SET next_at = :now
                         WHERE server_id IN (SELECT server_id FROM servers
                                              WHERE server_id = ANY(:ids::uuid[]) AND next_at > :now
                                              ORDER BY server_id FOR UPDATE)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    /** Those of the guilds that wait for money, and are to ask for it at once. */
    public void nudgeWaiting(Collection<String> guildIds, Instant now) {
        jdbc.sql("""
                        UPDATE servers SET next_at = :now
                         WHERE server_id IN (
                               SELECT s.server_id FROM servers s
                                WHERE s.guild_id = ANY(:guilds::text[]) AND s.next_at > :now
                                  AND EXISTS (SELECT FROM money_requests r
                                               WHERE r.server_id = s.server_id AND r.state IN ('asked', 'refused'))
                                ORDER BY s.server_id FOR UPDATE OF s)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("guilds", guildIds.toArray(String[]::new))
                .update();
    }
}
