package gg.agis.ads.consent;

import gg.agis.ads.player.Remembers;
import gg.agis.ads.roundtrip.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who has consented; each change is kept, the newest counts. */
@Repository
public class Consents implements Remembers {

    private static final String SELECT = "SELECT player_id, granted, policy_version, at FROM consents ";

    private final JdbcClient jdbc;

    Consents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Hears those of the players whose newest word is yes. */
    public static Question granted(Collection<String> players, Consumer<String> hears) {
        return Question.of("""
                        SELECT a.player_id FROM unnest(?::text[]) AS a (player_id)
                         WHERE (SELECT c.granted FROM consents c WHERE c.player_id = a.player_id
                                 ORDER BY c.consent_id DESC LIMIT 1)
                        """).texts(players).heardBy(row -> hears.accept(row.getString(1)));
    }

    Optional<Consent> find(String playerId) {
        return jdbc.sql(SELECT + "WHERE player_id = ? ORDER BY consent_id DESC LIMIT 1")
                .param(playerId)
                .query(Consents::read)
                .optional();
    }

    void add(Consent consent) {
        jdbc.sql(
                        "INSERT INTO consents (player_id, granted, policy_version, at) VALUES (:player, :granted, :version, :at)")
                .param("player", consent.playerId())
                .param("granted", consent.granted())
                .param("version", consent.policyVersion())
                .param("at", consent.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public String what() {
        return "consents";
    }

    @Override
    public List<Consent> of(String playerId) {
        return jdbc.sql(SELECT + "WHERE player_id = ? ORDER BY consent_id")
                .param(playerId)
                .query(Consents::read)
                .list();
    }

    /** Whoever is forgotten has agreed to nothing. */
    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("DELETE FROM consents WHERE player_id = ?").param(playerId).update();
    }

    private static Consent read(ResultSet row, int number) throws SQLException {
        return new Consent(
                row.getString(1),
                row.getBoolean(2),
                row.getString(3),
                row.getTimestamp(4).toInstant());
    }
}
