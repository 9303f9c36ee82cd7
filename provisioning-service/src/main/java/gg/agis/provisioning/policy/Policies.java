package gg.agis.provisioning.policy;

import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Each guild's policy. */
@Repository
@EnableConfigurationProperties(PolicySettings.class)
public class Policies {

    private final JdbcClient jdbc;
    private final PolicySettings settings;

    Policies(JdbcClient jdbc, PolicySettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    public ServerPolicy of(String guildId) {
        return find(guildId).orElseGet(this::usual);
    }

    /** Whether this guild may have servers here at all. */
    public boolean isOpenTo(String guildId) {
        return settings.isOpenTo(guildId);
    }

    void set(String guildId, ServerPolicy policy) {
        jdbc.sql("""
                        INSERT INTO server_policies (guild_id, auto_approve_below_gc, approvals_needed, servers_max,
                                                     hours_max, sleep_after_minutes, wake_on_demand)
                        VALUES (:guild, :autoApprove, :approvals, :servers, :hours, :sleep::int, :wake)
                        ON CONFLICT (guild_id) DO UPDATE
                           SET auto_approve_below_gc = excluded.auto_approve_below_gc,
                               approvals_needed = excluded.approvals_needed, servers_max = excluded.servers_max,
                               hours_max = excluded.hours_max, sleep_after_minutes = excluded.sleep_after_minutes,
                               wake_on_demand = excluded.wake_on_demand
                        """)
                .param("guild", guildId)
                .param("autoApprove", policy.autoApproveBelowGc())
                .param("approvals", policy.approvalsNeeded())
                .param("servers", policy.serversMax())
                .param("hours", policy.hoursMax())
                .param("sleep", policy.sleepAfterMinutes())
                .param("wake", policy.wakeOnDemand())
                .update();
    }

    private Optional<ServerPolicy> find(String guildId) {
        return jdbc.sql("""
                        SELECT auto_approve_below_gc, approvals_needed, servers_max, hours_max, sleep_after_minutes,
                               wake_on_demand
                          FROM server_policies WHERE guild_id = :guild
                        """)
                .param("guild", guildId)
                .query((row, number) -> new ServerPolicy(
                        row.getLong(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getObject(5, Integer.class),
                        row.getBoolean(6)))
                .optional();
    }

    private ServerPolicy usual() {
        var usual = settings.policy();
        return new ServerPolicy(
                usual.autoApproveBelowGc(), usual.approvalsNeeded(), usual.serversMax(), usual.hoursMax(), null, true);
    }
}
