package gg.agis.ads.conversion;

import gg.agis.ads.player.Remembers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The conversions of one player. */
@Repository
public class PlayersConversions implements Remembers {

    static final String ERASED = "erased";

    /** The second bound says nothing new, but by it Postgres leaves out the months that come later. */
    static final String PAGE = """
            SELECT * FROM conversions
             WHERE player_id = :player AND (received_at, conversion_id) < (:at, :id) AND received_at <= :at
             ORDER BY received_at DESC, conversion_id DESC LIMIT :rowsMax
            """;

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final JdbcClient jdbc;
    private final Conversions conversions;
    private final HeldConversions held;
    private final ConversionReading reading;

    PlayersConversions(JdbcClient jdbc, Conversions conversions, HeldConversions held, JsonMapper json) {
        this.jdbc = jdbc;
        this.conversions = conversions;
        this.held = held;
        this.reading = new ConversionReading(json);
    }

    /** The newest first. */
    public List<Conversion> newest(String playerId, int rowsMax) {
        return before(playerId, END_OF_TIME, new UUID(-1, -1), rowsMax);
    }

    /** The newest first, from before this one on. */
    public List<Conversion> before(String playerId, Instant receivedAt, UUID id, int rowsMax) {
        return jdbc.sql(PAGE)
                .param("player", playerId)
                .param("at", receivedAt.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("rowsMax", rowsMax)
                .query(reading)
                .list();
    }

    /** Nothing where it is another's. */
    @Transactional(readOnly = true)
    public Optional<Conversion> find(String playerId, UUID id) {
        return conversions.find(List.of(id)).values().stream()
                .filter(conversion -> conversion.playerId().equals(playerId))
                .findFirst();
    }

    @Override
    public String what() {
        return "conversions";
    }

    @Override
    public List<Conversion> of(String playerId) {
        return jdbc.sql("SELECT * FROM conversions WHERE player_id = ? ORDER BY received_at")
                .param(playerId)
                .query(reading)
                .list();
    }

    /** What was held ends, since nobody is left to be paid; what was paid stays what it was, under another name. */
    @Override
    public void forget(String playerId, String pseudonym) {
        var pending = jdbc.sql("SELECT * FROM conversions WHERE player_id = ? AND status = 'held'")
                .param(playerId)
                .query(reading)
                .list();
        if (!pending.isEmpty()) {
            held.refuse(pending, ERASED);
        }
        jdbc.sql("UPDATE conversions SET player_id = :pseudonym, received = '{}' WHERE player_id = :player")
                .param("pseudonym", pseudonym)
                .param("player", playerId)
                .update();
    }
}
