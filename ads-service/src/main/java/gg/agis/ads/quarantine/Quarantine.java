package gg.agis.ads.quarantine;

import gg.agis.ads.player.Remembers;
import gg.agis.ads.roundtrip.Question;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was signed and could not be used: kept whole for an operator, never paid. */
@Repository
public class Quarantine implements Remembers {

    private static final String FORGOTTEN = "";

    /** One case. */
    public record Case(UUID id, String network, String reason, String query, Instant receivedAt) {}

    private final JdbcClient jdbc;

    Quarantine(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Hears those of the cases that are known. */
    public static Question known(Collection<UUID> ids, Consumer<UUID> hears) {
        return Question.of("SELECT quarantine_id FROM quarantine WHERE quarantine_id = ANY(?::uuid[])")
                .uuids(ids)
                .heardBy(row -> hears.accept(row.getObject(1, UUID.class)));
    }

    public static Question add(List<Case> cases) {
        return Question.of("""
                        INSERT INTO quarantine (quarantine_id, network, reason, query, received_at)
                        SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[])
                        """)
                .uuids(cases.stream().map(Case::id).toList())
                .texts(cases.stream().map(Case::network).toList())
                .texts(cases.stream().map(Case::reason).toList())
                .texts(cases.stream().map(Case::query).toList())
                .texts(cases.stream().map(it -> it.receivedAt().toString()).toList());
    }

    /** What a network said twice and differently: the first word stands, and an operator can see the second. */
    public static Question addConflict(UUID conversionId, long firstGc, long otherGc, Instant now) {
        return Question.of("""
                        INSERT INTO conflicts (conversion_id, first_gc, other_gc, received_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """).with(conversionId).with(firstGc).with(otherGc).with(now.atOffset(ZoneOffset.UTC));
    }

    /** Newest first, from before this position on. */
    List<Case> before(Instant receivedAt, UUID id, int rowsMax) {
        return jdbc.sql("""
                        SELECT quarantine_id, network, reason, query, received_at FROM quarantine
                         WHERE (received_at, quarantine_id) < (:at, :id)
                         ORDER BY received_at DESC, quarantine_id DESC LIMIT :rowsMax
                        """)
                .param("at", receivedAt.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("rowsMax", rowsMax)
                .query((row, number) -> new Case(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public String what() {
        return "quarantine";
    }

    /** Nobody could read what it says, so whoever is named anywhere in it is meant. */
    @Override
    public List<?> of(String playerId) {
        return jdbc.sql("SELECT network, reason, query, received_at FROM quarantine WHERE strpos(query, ?) > 0")
                .param(playerId)
                .query()
                .listOfRows();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("UPDATE quarantine SET query = :forgotten WHERE strpos(query, :player) > 0")
                .param("forgotten", FORGOTTEN)
                .param("player", playerId)
                .update();
    }
}
