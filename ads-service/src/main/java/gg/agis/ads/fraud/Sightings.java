package gg.agis.ads.fraud;

import gg.agis.ads.player.Remembers;
import gg.agis.ads.roundtrip.Question;
import gg.agis.common.id.MadeId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which players were seen at an address or on a device lately. */
@Repository
public class Sightings implements Remembers {

    /** However many were seen, no more are read than it takes to know that they are too many. */
    static final String FIND = """
            SELECT a.clue, s.player_id FROM unnest(?::uuid[]) AS a (clue)
             CROSS JOIN LATERAL (
                 SELECT player_id FROM sightings s WHERE s.clue = a.clue AND s.seen_at > ? LIMIT ?) s
            """;

    private final JdbcClient jdbc;
    private final FraudSettings.Sharing limits;

    Sightings(JdbcClient jdbc, FraudSettings settings) {
        this.jdbc = jdbc;
        this.limits = settings.sharing();
    }

    public static UUID address(String ip) {
        return MadeId.of("address", ip);
    }

    public static UUID device(String device) {
        return MadeId.of("device", device);
    }

    public Question ask(Collection<UUID> clues, Instant now, BiConsumer<UUID, String> hears) {
        return Question.of(FIND)
                .uuids(clues)
                .with(now.minus(limits.window()).atOffset(ZoneOffset.UTC))
                .with(Math.max(limits.playersPerAddress(), limits.playersPerDevice()) + 1)
                .heardBy(row -> hears.accept(row.getObject(1, UUID.class), row.getString(2)));
    }

    /** The players are locked, so each row has one writer. */
    public static Question write(Map<UUID, Set<String>> seen, Instant now) {
        return Question.of("""
                        INSERT INTO sightings (seen_at, clue, player_id)
                        SELECT ?::timestamptz, clue, player_id FROM unnest(?::uuid[], ?::text[]) AS s (clue, player_id)
                        ON CONFLICT (clue, player_id) DO UPDATE SET seen_at = excluded.seen_at
                        """)
                .with(now.atOffset(ZoneOffset.UTC))
                .uuids(seen.entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream().map(player -> entry.getKey()))
                        .toList())
                .texts(seen.values().stream().flatMap(Set::stream).toList());
    }

    /** What is too old to tell anything is kept no longer. */
    int tidyUp(Instant now) {
        return jdbc.sql("DELETE FROM sightings WHERE seen_at <= ?")
                .param(now.minus(limits.window()).atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public String what() {
        return "sightings";
    }

    @Override
    public List<?> of(String playerId) {
        return jdbc.sql("SELECT clue, seen_at FROM sightings WHERE player_id = ? ORDER BY seen_at")
                .param(playerId)
                .query((row, number) -> new Sighting(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("DELETE FROM sightings WHERE player_id = ?").param(playerId).update();
    }

    private record Sighting(UUID clue, Instant seenAt) {}
}
