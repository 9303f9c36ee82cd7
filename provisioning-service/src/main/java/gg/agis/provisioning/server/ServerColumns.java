package gg.agis.provisioning.server;

import gg.agis.provisioning.server.Server.Address;
import gg.agis.provisioning.server.Server.Identity;
import gg.agis.provisioning.server.Server.Order;
import gg.agis.provisioning.server.ServerRow.Game;
import gg.agis.provisioning.server.ServerRow.Rest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server's row, to and from the database. */
final class ServerColumns {

    private ServerColumns() {}

    static Map<String, @Nullable Object> of(ServerRow row) {
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("id", row.identity().id());
        columns.put("guild", row.identity().guildId());
        columns.put("name", row.identity().name());
        columns.put("template", row.identity().template());
        columns.put("gameName", row.identity().game());
        columns.put("requestedBy", row.order().requestedBy());
        columns.put("requestedAt", time(row.order().at()));
        columns.put("hours", row.order().hours());
        columns.put("setup", row.order().setup());
        columns.put("hourly", row.order().hourly());
        columns.put("approvals", row.order().approvalsNeeded());
        columns.put("autoRenew", row.autoRenew());
        columns.put("state", row.state().wireName());
        columns.put("cameFrom", row.cameFrom().wireName());
        columns.put("since", time(row.since()));
        var game = row.game();
        columns.put("generation", game.generation());
        columns.put("cleared", game.cleared());
        columns.put("seen", game.seen());
        columns.put("replaced", game.replaced());
        columns.put("startBy", time(game.startBy()));
        columns.put("host", game.address() == null ? null : game.address().host());
        columns.put("port", game.address() == null ? null : game.address().port());
        columns.put("players", game.players());
        columns.put("idleSince", time(game.idleSince()));
        columns.put("brokenSince", time(game.brokenSince()));
        columns.put("firstActiveAt", time(row.firstActiveAt()));
        columns.put("paidUntil", time(row.paidUntil()));
        columns.put("ranUntil", time(row.ranUntil()));
        var rest = row.rest();
        columns.put("asleepSince", time(rest.asleepSince()));
        columns.put("graceUntil", time(rest.graceUntil()));
        columns.put("wakes", rest.wakes());
        columns.put("wantedAt", time(rest.wantedAt()));
        columns.put("failures", rest.failures());
        columns.put("after", time(rest.after()));
        columns.put("warned", row.warnedMinutes());
        columns.put("failing", row.failing());
        columns.put("endReason", row.endReason());
        columns.put("nextAt", time(row.nextAt()));
        return columns;
    }

    static Server read(ResultSet row, int number) throws SQLException {
        var host = row.getString("host");
        return new Server(new ServerRow(
                new Identity(
                        row.getObject("server_id", UUID.class),
                        row.getString("guild_id"),
                        row.getString("name"),
                        row.getString("template_id"),
                        row.getString("game")),
                new Order(
                        row.getObject("requested_by", UUID.class),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                        row.getInt("hours"),
                        row.getLong("setup_gc"),
                        row.getLong("hourly_gc"),
                        row.getInt("approvals_needed")),
                row.getBoolean("auto_renew"),
                ServerState.named(row.getString("state")),
                ServerState.named(row.getString("came_from")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                new Game(
                        row.getInt("generation"),
                        row.getInt("cleared"),
                        row.getBoolean("game_seen"),
                        row.getInt("replaced"),
                        time(row, "start_by"),
                        host == null ? null : new Address(host, row.getInt("port")),
                        row.getObject("players", Integer.class),
                        time(row, "idle_since"),
                        time(row, "broken_since")),
                new Rest(
                        time(row, "asleep_since"),
                        time(row, "grace_until"),
                        row.getInt("wakes"),
                        time(row, "wake_wanted_at"),
                        row.getInt("wake_failures"),
                        time(row, "wake_after")),
                time(row, "first_active_at"),
                time(row, "paid_until"),
                time(row, "ran_until"),
                row.getObject("warned_minutes", Integer.class),
                row.getBoolean("failing"),
                row.getString("end_reason"),
                time(row, "next_at")));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
