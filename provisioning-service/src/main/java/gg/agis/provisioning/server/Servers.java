package gg.agis.provisioning.server;

import gg.agis.provisioning.server.ServerRow.Game;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Servers one by one, and those that something has to be compared with. */
@Repository
public class Servers {

    private final JdbcClient jdbc;

    Servers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Server> find(UUID id) {
        return jdbc.sql("SELECT * FROM servers WHERE server_id = :id")
                .param("id", id)
                .query(ServerColumns::read)
                .optional();
    }

    /** Under lock until the transaction ends. */
    public Optional<Server> lock(UUID id) {
        return jdbc.sql("SELECT * FROM servers WHERE server_id = :id FOR UPDATE")
                .param("id", id)
                .query(ServerColumns::read)
                .optional();
    }

    /** Under lock, in one order. */
    public List<Server> lock(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM servers WHERE server_id = ANY(:ids::uuid[]) ORDER BY server_id FOR UPDATE")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ServerColumns::read)
                .list();
    }

    public List<Server> findAll(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM servers WHERE server_id = ANY(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ServerColumns::read)
                .list();
    }

    /** Those that are paid, and broke before that moment and are not mended yet. */
    public List<UUID> brokenBefore(Instant moment) {
        return jdbc.sql("SELECT server_id FROM servers WHERE state = 'active' AND broken_since < :moment")
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** A server whose game has been there. */
    public record WithGame(UUID serverId, String gameName) {}

    /** All that have to have a game, and had it. */
    public List<WithGame> withGames() {
        return jdbc.sql("SELECT server_id, generation FROM servers WHERE state IN ('starting', 'active') AND game_seen")
                .query((row, number) -> {
                    var id = row.getObject(1, UUID.class);
                    return new WithGame(id, Game.name(id, row.getInt(2)));
                })
                .list();
    }

    public void add(Server server) {
        jdbc.sql("""
                        INSERT INTO servers (server_id, guild_id, name, template_id, game, requested_by, requested_at,
                                             hours, setup_gc, hourly_gc, approvals_needed, auto_renew, state, came_from,
                                             since, generation, cleared, game_seen, replaced, start_by, host, port,
                                             players, idle_since, broken_since, first_active_at, paid_until, ran_until,
                                             asleep_since, grace_until, wakes, wake_wanted_at, wake_failures, wake_after,
                                             warned_minutes, failing, end_reason, next_at)
                        VALUES (:id, :guild, :name, :template, :gameName, :requestedBy, :requestedAt, :hours, :setup,
                                :hourly, :approvals, :autoRenew, :state, :cameFrom, :since, :generation, :cleared, :seen,
                                :replaced, :startBy::timestamptz, :host, :port::int, :players::int,
                                :idleSince::timestamptz, :brokenSince::timestamptz, :firstActiveAt::timestamptz,
                                :paidUntil::timestamptz, :ranUntil::timestamptz, :asleepSince::timestamptz,
                                :graceUntil::timestamptz, :wakes, :wantedAt::timestamptz, :failures, :after::timestamptz,
                                :warned::int, :failing, :endReason, :nextAt::timestamptz)
                        """).params(ServerColumns.of(server.row())).update();
    }

    public void store(Server server) {
        jdbc.sql("""
                        UPDATE servers
                           SET auto_renew = :autoRenew, state = :state, came_from = :cameFrom, since = :since,
                               generation = :generation, cleared = :cleared, game_seen = :seen, replaced = :replaced,
                               start_by = :startBy::timestamptz, host = :host, port = :port::int, players = :players::int,
                               idle_since = :idleSince::timestamptz, broken_since = :brokenSince::timestamptz,
                               first_active_at = :firstActiveAt::timestamptz, paid_until = :paidUntil::timestamptz,
                               ran_until = :ranUntil::timestamptz, asleep_since = :asleepSince::timestamptz,
                               grace_until = :graceUntil::timestamptz, wakes = :wakes,
                               wake_wanted_at = :wantedAt::timestamptz, wake_failures = :failures,
                               wake_after = :after::timestamptz, warned_minutes = :warned::int, failing = :failing,
                               end_reason = :endReason, next_at = :nextAt::timestamptz
                         WHERE server_id = :id
                        """).params(ServerColumns.of(server.row())).update();
    }
}
