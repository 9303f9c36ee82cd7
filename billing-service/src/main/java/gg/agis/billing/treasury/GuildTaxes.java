package gg.agis.billing.treasury;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The share of ad rewards that guilds take of their members, as their officers have set it. */
@Repository
public class GuildTaxes {

    /** Half of what members earn. */
    static final int MAX_BP = 5_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    GuildTaxes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The share of members' rewards, in basis points, of those of the guilds that take one. */
    public Map<String, Integer> inBp(Collection<String> guildIds) {
        if (guildIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        SELECT guild_id, tax_bp FROM treasury_settings
                         WHERE guild_id = ANY(:guildIds::text[]) AND tax_bp > 0
                        """)
                .param("guildIds", guildIds.toArray(String[]::new))
                .query((row, number) -> Map.entry(row.getString(1), row.getInt(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void set(String guildId, int taxBp) {
        jdbc.sql("""
                        INSERT INTO treasury_settings (guild_id, tax_bp, changed_at) VALUES (:guildId, :taxBp, :now)
                        ON CONFLICT (guild_id)
                        DO UPDATE SET tax_bp = excluded.tax_bp, changed_at = excluded.changed_at
                        """)
                .param("guildId", guildId)
                .param("taxBp", taxBp)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
