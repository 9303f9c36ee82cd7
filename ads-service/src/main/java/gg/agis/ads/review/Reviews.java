package gg.agis.ads.review;

import gg.agis.common.token.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is held, and what operators have decided about it: who, when and why. */
@Repository
public class Reviews {

    /** By the index of what is held, however much was held before. */
    static final String LIST = """
            SELECT conversion_id, network, player_id, guild_id, ad_type, reward_gc, score, reasons, received_at, release_at
              FROM conversions
             WHERE status = 'held' AND (release_at, conversion_id) > (:releaseAt, :id)
             ORDER BY release_at, conversion_id LIMIT :rowsMax
            """;

    private final JdbcClient jdbc;
    private final Operators operators;
    private final Clock clock;

    Reviews(JdbcClient jdbc, Operators operators, Clock clock) {
        this.jdbc = jdbc;
        this.operators = operators;
        this.clock = clock;
    }

    /** What an operator decides. */
    enum Decision {
        APPROVED("approved"),
        REJECTED("rejected");

        private final String word;

        Decision(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** What was decided, by whom, and why. */
    public record Review(String decision, String by, String reason, Instant at) {}

    /** What waits for a decision, or for its time to come. */
    record Held(
            UUID conversionId,
            String network,
            String playerId,
            @Nullable String guildId,
            String adType,
            long rewardGc,
            int score,
            List<String> reasons,
            Instant receivedAt,
            Instant releaseAt) {}

    /** Those that are released next come first. */
    List<Held> heldAfter(Instant releaseAt, UUID id, int rowsMax) {
        return jdbc.sql(LIST)
                .param("releaseAt", releaseAt.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("rowsMax", rowsMax)
                .query(Reviews::read)
                .list();
    }

    public Optional<Review> find(UUID conversionId) {
        return jdbc.sql("""
                        SELECT r.decision, o.subject, r.reason, r.at FROM reviews r JOIN operators o USING (operator_id)
                         WHERE r.conversion_id = ?
                        """)
                .param(conversionId)
                .query((row, number) -> new Review(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(UUID conversionId, Decision decision, String reason, Caller operator) {
        jdbc.sql("""
                        INSERT INTO reviews (conversion_id, decision, operator_id, reason, at)
                        VALUES (:id, :decision, :operator, :reason, :at)
                        """)
                .param("id", conversionId)
                .param("decision", decision.word())
                .param("operator", operators.idOf(operator))
                .param("reason", reason)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Held read(ResultSet row, int number) throws SQLException {
        return new Held(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getInt(7),
                List.of((String[]) row.getArray(8).getArray()),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getObject(10, OffsetDateTime.class).toInstant());
    }
}
