package gg.agis.ads.quarantine;

import gg.agis.ads.player.Remembers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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

    /** Those of the cases that are known. */
    public Set<UUID> known(Collection<UUID> ids) {
        return Set.copyOf(jdbc.sql("SELECT quarantine_id FROM quarantine WHERE quarantine_id = ANY(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    public void add(List<Case> cases) {
        if (cases.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO quarantine (quarantine_id, network, reason, query, received_at)
                        SELECT * FROM unnest(:ids::uuid[], :networks::text[], :reasons::text[], :queries::text[],
                                             :ats::timestamptz[])
                        """)
                .param("ids", cases.stream().map(Case::id).toArray(UUID[]::new))
                .param("networks", cases.stream().map(Case::network).toArray(String[]::new))
                .param("reasons", cases.stream().map(Case::reason).toArray(String[]::new))
                .param("queries", cases.stream().map(Case::query).toArray(String[]::new))
                .param(
                        "ats",
                        cases.stream().map(it -> it.receivedAt().toString()).toArray(String[]::new))
                .update();
    }

    /** What a network said twice and differently: the first word stands, and an operator can see the second. */
    public void addConflict(UUID conversionId, long firstGc, long otherGc, Instant now) {
        jdbc.sql("""
                        INSERT INTO conflicts (conversion_id, first_gc, other_gc, received_at)
                        VALUES (:id, :first, :other, :now) ON CONFLICT DO NOTHING
                        """)
                .param("id", conversionId)
                .param("first", firstGc)
                .param("other", otherGc)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
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
