package gg.agis.provisioning.listing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which servers are shown to everybody, and what is thought of them. */
@Repository
class Listings {

    private final JdbcClient jdbc;
    private final Clock clock;

    Listings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void publish(UUID serverId) {
        jdbc.sql("INSERT INTO listings (server_id, listed_at) VALUES (:server, :now) ON CONFLICT DO NOTHING")
                .param("server", serverId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    void unpublish(UUID serverId) {
        jdbc.sql("DELETE FROM listings WHERE server_id = :server")
                .param("server", serverId)
                .update();
    }

    boolean isPublic(UUID serverId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM listings WHERE server_id = :server)")
                .param("server", serverId)
                .query(Boolean.class)
                .single();
    }

    /** Those that can be joined at this moment, newest first. */
    List<PublicServer> running(Instant before, UUID behind, int rowsMax) {
        return jdbc.sql("""
                        SELECT l.server_id, s.name, s.game, s.players, s.host, s.port, l.listed_at, r.stars, r.reviews
                          FROM listings l JOIN servers s USING (server_id)
                          CROSS JOIN LATERAL (SELECT (avg(stars) * 10)::int AS stars, count(*) AS reviews
                                                FROM reviews WHERE server_id = l.server_id AND NOT removed) r
                         WHERE s.state = 'active' AND (l.listed_at, l.server_id) < (:before, :behind)
                         ORDER BY l.listed_at DESC, l.server_id DESC LIMIT :rowsMax
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("behind", behind)
                .param("rowsMax", rowsMax)
                .query((row, number) -> new PublicServer(
                        row.getObject("server_id", UUID.class),
                        row.getString("name"),
                        row.getString("game"),
                        row.getObject("players", Integer.class),
                        row.getString("host"),
                        row.getInt("port"),
                        row.getObject("stars", Integer.class),
                        row.getInt("reviews"),
                        row.getObject("listed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** What was not taken away, newest first. */
    List<Review> reviewsOf(UUID serverId, Instant before, UUID behind, int rowsMax) {
        return jdbc.sql("""
                        SELECT review_id, stars, text, at FROM reviews
                         WHERE server_id = :server AND NOT removed AND (at, review_id) < (:before, :behind)
                         ORDER BY at DESC, review_id DESC LIMIT :rowsMax
                        """)
                .param("server", serverId)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("behind", behind)
                .param("rowsMax", rowsMax)
                .query(Listings::review)
                .list();
    }

    /** Their first word or a better one; none if a moderator has taken theirs away. */
    Optional<Review> say(UUID serverId, UUID personId, int stars, String text) {
        return jdbc.sql("""
                        INSERT INTO reviews AS said (server_id, person_id, stars, text, at)
                        VALUES (:server, :person, :stars, :text, :now)
                        ON CONFLICT (server_id, person_id) DO UPDATE
                           SET stars = excluded.stars, text = excluded.text, at = excluded.at
                         WHERE NOT said.removed
                        RETURNING review_id, stars, text, at
                        """)
                .param("server", serverId)
                .param("person", personId)
                .param("stars", stars)
                .param("text", text)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Listings::review)
                .optional();
    }

    /** Whether there is such a review of this server. */
    boolean remove(UUID serverId, UUID reviewId) {
        return jdbc.sql("""
                        UPDATE reviews SET removed = true, text = '' WHERE server_id = :server AND review_id = :review
                        """).param("server", serverId).param("review", reviewId).update() == 1;
    }

    private static Review review(ResultSet row, int number) throws SQLException {
        return new Review(
                row.getObject("review_id", UUID.class),
                row.getInt("stars"),
                row.getString("text"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
