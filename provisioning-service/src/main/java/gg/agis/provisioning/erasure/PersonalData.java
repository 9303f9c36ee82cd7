package gg.agis.provisioning.erasure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that leads to a person here. */
@Repository
class PersonalData {

    private static final Map<String, String> KEPT = Map.of(
            "servers",
            "SELECT server_id, guild_id, name, template_id, requested_at FROM servers WHERE requested_by = :person"
                    + " ORDER BY requested_at",
            "approvals",
            "SELECT server_id, at FROM approvals WHERE person_id = :person ORDER BY at",
            "saves",
            "SELECT save_id, server_id, requested_at FROM saves WHERE requested_by = :person ORDER BY requested_at",
            "reviews",
            "SELECT server_id, stars, text, at FROM reviews WHERE person_id = :person ORDER BY at",
            "operated",
            "SELECT at, action, target, reason FROM audit_log WHERE person_id = :person ORDER BY at");

    private final JdbcClient jdbc;

    PersonalData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By what it is called. */
    Map<String, List<Map<String, Object>>> of(UUID personId) {
        var data = new TreeMap<String, List<Map<String, Object>>>();
        KEPT.forEach((name, query) -> data.put(
                name,
                List.copyOf(jdbc.sql(query).param("person", personId).query().listOfRows())));
        return data;
    }

    /** What they wrote goes; what they did stays, under a name that leads nowhere. */
    void removeWords(UUID personId) {
        jdbc.sql("DELETE FROM reviews WHERE person_id = :person")
                .param("person", personId)
                .update();
    }
}
