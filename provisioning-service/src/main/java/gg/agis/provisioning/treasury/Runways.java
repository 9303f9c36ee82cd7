package gg.agis.provisioning.treasury;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far each guild's treasury reaches: read at every look at a server, so in one statement. */
@Repository
public class Runways {

    /** Facts of two topics come in any order, but not days apart. */
    private static final Duration TOLD_WITHIN = Duration.ofHours(6);

    private final JdbcClient jdbc;
    private final Clock clock;

    Runways(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a guild has, as the ledger told last, and what its active servers that renew themselves spend.
     *
     * @param servers how many of those there are
     */
    public record Runway(long available, long perHour, int servers) {}

    /**
     * What is known to be charged and not yet told by the ledger is gone already; what is told and not yet known to be
     * charged is not yet turned into hours.
     */
    public Runway of(String guildId) {
        return jdbc.sql("""
                        SELECT coalesce((SELECT available FROM treasuries WHERE guild_id = :guild), 0)
                               + (SELECT coalesce(sum(CASE WHEN r.in_ledger THEN r.amount ELSE -r.amount END), 0)::bigint
                                    FROM money_requests r JOIN servers s USING (server_id)
                                   WHERE s.guild_id = :guild AND r.kind = 'charge' AND r.made_at > :since
                                     AND r.in_ledger <> (r.state IN ('charged', 'posted'))),
                               coalesce(sum(t.hourly_gc), 0), count(*)
                          FROM servers s JOIN templates t USING (template_id)
                         WHERE s.guild_id = :guild AND s.auto_renew AND s.state = 'active'
                        """)
                .param("guild", guildId)
                .param("since", clock.instant().minus(TOLD_WITHIN).atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Runway(row.getLong(1), row.getLong(2), row.getInt(3)))
                .single();
    }
}
