package gg.agis.provisioning.save;

import gg.agis.provisioning.save.Save.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All saves, there or to come. */
@Repository
public class Saves {

    private static final Duration LONG = Duration.ofHours(1);

    private final JdbcClient jdbc;

    Saves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Save> find(UUID id) {
        return jdbc.sql("SELECT * FROM saves WHERE save_id = :id")
                .param("id", id)
                .query(Saves::read)
                .optional();
    }

    /** Under lock until the transaction ends. */
    Save lock(UUID id) {
        return jdbc.sql("SELECT * FROM saves WHERE save_id = :id FOR UPDATE")
                .param("id", id)
                .query(Saves::read)
                .single();
    }

    /** Newest first. */
    List<Save> ofServer(UUID serverId) {
        return jdbc.sql("SELECT * FROM saves WHERE server_id = :server ORDER BY requested_at DESC, save_id")
                .param("server", serverId)
                .query(Saves::read)
                .list();
    }

    /** A save with the name and the template of its server. */
    record Named(Save save, String server, String template) {}

    /** Newest first, from behind this one on. */
    List<Named> ofGuild(String guildId, Instant before, UUID behind, int rowsMax) {
        return jdbc.sql("""
                        SELECT v.*, s.name, s.template_id FROM saves v JOIN servers s USING (server_id)
                         WHERE v.guild_id = :guild AND (v.requested_at, v.save_id) < (:before, :behind)
                         ORDER BY v.requested_at DESC, v.save_id DESC LIMIT :rowsMax
                        """)
                .param("guild", guildId)
                .param("before", time(before))
                .param("behind", behind)
                .param("rowsMax", rowsMax)
                .query((row, number) ->
                        new Named(read(row, number), row.getString("name"), row.getString("template_id")))
                .list();
    }

    /** Takes saves that are due for this replica alone, until the lease ends. */
    List<UUID> claimDue(Instant now, Instant lease, int limit) {
        return jdbc.sql("""
                        UPDATE saves SET next_at = :lease
                         WHERE save_id IN (SELECT save_id FROM saves WHERE next_at <= :now
                                            ORDER BY next_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        RETURNING save_id
                        """)
                .param("lease", time(lease))
                .param("now", time(now))
                .param("limit", limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** How many should long be there. */
    long overdue(Instant now) {
        return jdbc.sql("SELECT count(*) FROM saves WHERE state IN ('requested', 'running') AND requested_at < :before")
                .param("before", time(now.minus(LONG)))
                .query(Long.class)
                .single();
    }

    void add(Save save) {
        var origin = save.origin();
        jdbc.sql("""
                        INSERT INTO saves (save_id, server_id, guild_id, cause, requested_by, requested_at, state,
                                           came_from, since, attempt, next_at)
                        VALUES (:id, :server, :guild, :cause, :by::uuid, :at, :state, :cameFrom, :since, :attempt,
                                :nextAt::timestamptz)
                        """)
                .param("id", save.id())
                .param("server", origin.serverId())
                .param("guild", origin.guildId())
                .param("cause", origin.cause())
                .param("by", origin.by())
                .param("at", time(origin.at()))
                .param("state", save.state().wireName())
                .param("cameFrom", save.cameFrom().wireName())
                .param("since", time(save.since()))
                .param("attempt", save.attempt())
                .param("nextAt", time(save.nextAt()))
                .update();
    }

    void store(Save save) {
        jdbc.sql("""
                        UPDATE saves
                           SET state = :state, came_from = :cameFrom, since = :since, attempt = :attempt,
                               bytes = :bytes::bigint, expires_at = :expiresAt::timestamptz, reason = :reason,
                               next_at = :nextAt::timestamptz
                         WHERE save_id = :id
                        """)
                .param("id", save.id())
                .param("state", save.state().wireName())
                .param("cameFrom", save.cameFrom().wireName())
                .param("since", time(save.since()))
                .param("attempt", save.attempt())
                .param("bytes", save.bytes())
                .param("expiresAt", time(save.expiresAt()))
                .param("reason", save.reason())
                .param("nextAt", time(save.nextAt()))
                .update();
    }

    /** Looked at again then, whatever becomes of it until then. */
    void lookAgain(UUID id, Instant next) {
        jdbc.sql("UPDATE saves SET next_at = :next WHERE save_id = :id AND next_at IS NOT NULL")
                .param("id", id)
                .param("next", time(next))
                .update();
    }

    private static Save read(ResultSet row, int number) throws SQLException {
        return new Save(
                row.getObject("save_id", UUID.class),
                new Origin(
                        row.getObject("server_id", UUID.class),
                        row.getString("guild_id"),
                        row.getString("cause"),
                        row.getObject("requested_by", UUID.class),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant()),
                SaveState.named(row.getString("state")),
                SaveState.named(row.getString("came_from")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getInt("attempt"),
                row.getObject("bytes", Long.class),
                time(row, "expires_at"),
                row.getString("reason"),
                time(row, "next_at"));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
