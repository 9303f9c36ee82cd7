package gg.agis.ads.consent;

import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who has consented; each change is kept, the newest counts. */
@Repository
public class Consents {

    private final JdbcClient jdbc;

    Consents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public boolean hasConsented(String playerId) {
        return find(playerId).filter(Consent::granted).isPresent();
    }

    Optional<Consent> find(String playerId) {
        return jdbc.sql("""
                        SELECT player_id, granted, policy_version, at FROM consents
                         WHERE player_id = :playerId ORDER BY consent_id DESC LIMIT 1
                        """)
                .param("playerId", playerId)
                .query((row, number) -> new Consent(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
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
}
