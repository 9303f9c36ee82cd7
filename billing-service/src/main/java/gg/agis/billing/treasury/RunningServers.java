package gg.agis.billing.treasury;

import static java.util.stream.Collectors.toMap;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RunningServers {

    static final String BURN_PER_HOUR = """
            SELECT least(coalesce(sum(hourly), 0), 9223372036854775807)::bigint FROM running_servers
             WHERE guild_id = :guildId AND running
            """;

    private final JdbcClient jdbc;

    RunningServers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the servers that are known, locked in one order. */
    Map<UUID, RunningServer> lock(Collection<UUID> serverIds) {
        return jdbc
                .sql("""
                        SELECT server_id, guild_id, hourly, running, at FROM running_servers
                         WHERE server_id = ANY(:serverIds::uuid[]) ORDER BY server_id FOR UPDATE
                        """)
                .param("serverIds", serverIds.toArray(UUID[]::new))
                .query((row, number) -> new RunningServer(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getLong(3),
                        row.getBoolean(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(toMap(RunningServer::serverId, Function.identity()));
    }

    void store(Collection<RunningServer> servers) {
        jdbc.sql("""
                        INSERT INTO running_servers AS known (server_id, guild_id, hourly, running, at)
                        SELECT * FROM unnest(:ids::uuid[], :guilds::text[], :hourlies::bigint[], :running::boolean[],
                                             :ats::text[]::timestamptz[]) AS s (server_id, guild_id, hourly, running, at)
                         ORDER BY server_id
                        ON CONFLICT (server_id)
                        DO UPDATE SET guild_id = excluded.guild_id, hourly = excluded.hourly,
                                      running = excluded.running, at = excluded.at
                         WHERE known.at <= excluded.at
                        """)
                .param("ids", servers.stream().map(RunningServer::serverId).toArray(UUID[]::new))
                .param("guilds", servers.stream().map(RunningServer::guildId).toArray(String[]::new))
                .param("hourlies", servers.stream().map(RunningServer::hourly).toArray(Long[]::new))
                .param("running", servers.stream().map(RunningServer::running).toArray(Boolean[]::new))
                .param(
                        "ats",
                        servers.stream().map(server -> server.at().toString()).toArray(String[]::new))
                .update();
    }

    /** What all that runs for the guild costs in an hour. */
    long burnPerHour(String guildId) {
        return jdbc.sql(BURN_PER_HOUR)
                .param("guildId", guildId)
                .query(Long.class)
                .single();
    }
}
