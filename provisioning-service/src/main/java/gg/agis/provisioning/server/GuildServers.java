package gg.agis.provisioning.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a guild has, taken together. */
@Repository
public class GuildServers {

    private final JdbcClient jdbc;

    GuildServers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first, from behind this one on. */
    public List<Server> ofGuild(String guildId, Instant before, UUID behind, int rowsMax) {
        return jdbc.sql("""
                        SELECT * FROM servers
                         WHERE guild_id = :guild AND (requested_at, server_id) < (:before, :behind)
                         ORDER BY requested_at DESC, server_id DESC LIMIT :rowsMax
                        """)
                .param("guild", guildId)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("behind", behind)
                .param("rowsMax", rowsMax)
                .query(ServerColumns::read)
                .list();
    }

    /** How many a guild has that have not come to their end. */
    public int countOf(String guildId) {
        return jdbc.sql("SELECT count(*) FROM servers WHERE guild_id = :guild AND next_at IS NOT NULL")
                .param("guild", guildId)
                .query(Integer.class)
                .single();
    }

    /** One asks for servers in a guild at a time, so that its limit holds and names are free. */
    public void lockGuild(String guildId) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('provisioning/guild'), hashtext(:guild))")
                .param("guild", guildId)
                .query(row -> {});
    }

    /** The first of {@code <template>-<n>} that no server of the guild has. */
    public String freeName(String guildId, String template) {
        return jdbc.sql("""
                        SELECT :template || '-' || n FROM generate_series(1, 1000) n
                         WHERE NOT EXISTS (SELECT FROM servers
                                            WHERE guild_id = :guild AND name = :template || '-' || n
                                              AND state NOT IN ('ended', 'failed', 'refused'))
                         ORDER BY n LIMIT 1
                        """)
                .param("template", template)
                .param("guild", guildId)
                .query(String.class)
                .single();
    }

    public boolean isTaken(String guildId, String name) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM servers WHERE guild_id = :guild AND name = :name
                                          AND state NOT IN ('ended', 'failed', 'refused'))
                        """)
                .param("guild", guildId)
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Those that have active servers which renew themselves. */
    public List<String> guildsThatRenew() {
        return jdbc.sql("SELECT DISTINCT guild_id FROM servers WHERE state = 'active' AND auto_renew")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
