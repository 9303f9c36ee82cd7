package gg.agis.provisioning.treasury;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each guild's treasury has, as far as the ledger has told. */
@Repository
public class Treasuries {

    /**
     * One guild's.
     *
     * @param creditedAt when somebody last put something in; absent if nobody has
     */
    public record Known(
            String guildId,
            long available,
            long sequence,
            @Nullable Instant creditedAt) {}

    private final JdbcClient jdbc;

    Treasuries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether somebody put something in after that moment. */
    public boolean creditedSince(String guildId, Instant moment) {
        return find(guildId)
                .map(Known::creditedAt)
                .filter(credited -> credited.isAfter(moment))
                .isPresent();
    }

    /** Stores what is newer than what is known, in one order. */
    public void store(Collection<Known> treasuries) {
        jdbc.sql("""
                        INSERT INTO treasuries AS known (guild_id, available, sequence, credited_at)
                        SELECT * FROM unnest(:guilds::text[], :availables::bigint[], :sequences::bigint[],
                                             :credits::text[]::timestamptz[])
                                      AS t (guild_id, available, sequence, credited_at)
                         ORDER BY guild_id
                        ON CONFLICT (guild_id) DO UPDATE
                           SET available = CASE WHEN excluded.sequence > known.sequence THEN excluded.available
                                                ELSE known.available END,
                               sequence = greatest(excluded.sequence, known.sequence),
                               credited_at = greatest(excluded.credited_at, known.credited_at)
                        """)
                .param("guilds", treasuries.stream().map(Known::guildId).toArray(String[]::new))
                .param("availables", treasuries.stream().map(Known::available).toArray(Long[]::new))
                .param("sequences", treasuries.stream().map(Known::sequence).toArray(Long[]::new))
                .param(
                        "credits",
                        treasuries.stream().map(Treasuries::creditedAt).toArray(String[]::new))
                .update();
    }

    private static @Nullable String creditedAt(Known treasury) {
        return treasury.creditedAt() == null ? null : treasury.creditedAt().toString();
    }

    private Optional<Known> find(String guildId) {
        return jdbc.sql("SELECT guild_id, available, sequence, credited_at FROM treasuries WHERE guild_id = :guild")
                .param("guild", guildId)
                .query((row, number) -> new Known(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        instant(row.getObject(4, OffsetDateTime.class))))
                .optional();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }
}
