package gg.agis.experiments.custom;

import gg.agis.experiments.custom.RecordEvent.Counted;
import gg.agis.experiments.erasure.Remembers;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What somebody counts of an experiment's units besides what is known anyway. */
@Repository
class CustomEvents implements Remembers {

    private final JdbcClient jdbc;

    CustomEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it has not come before. Its id counts alone, so whoever sends the same one waits for this. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean isNew(UUID eventId) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("event:" + eventId)
                .query(row -> {});
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM custom_events WHERE event_id = ?)")
                .param(eventId)
                .query(Boolean.class)
                .single();
    }

    /** Whether the experiment knows this type, or has room for it. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean hasRoomFor(int experiment, String type, int typesMax) {
        jdbc.sql("""
                        INSERT INTO metric_types (experiment_no, type)
                        SELECT :experiment, :type
                         WHERE (SELECT count(*) FROM metric_types WHERE experiment_no = :experiment) < :most
                        ON CONFLICT DO NOTHING
                        """)
                .param("experiment", experiment)
                .param("type", type)
                .param("most", typesMax)
                .update();
        return jdbc.sql("SELECT EXISTS (SELECT FROM metric_types WHERE experiment_no = ? AND type = ?)")
                .params(experiment, type)
                .query(Boolean.class)
                .single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(int experiment, UUID eventId, Counted event) {
        jdbc.sql("""
                        INSERT INTO custom_events (event_id, at, experiment_no, unit_id, type, value)
                        VALUES (:id, :at, :experiment, :unit, :type, :value)
                        """)
                .param("id", eventId)
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("experiment", experiment)
                .param("unit", event.unitId())
                .param("type", event.type())
                .param("value", event.value())
                .update();
        jdbc.sql("""
                        INSERT INTO unit_metrics AS known (experiment_no, unit_id, type, events, total)
                        VALUES (:experiment, :unit, :type, 1, :value)
                        ON CONFLICT (experiment_no, type, unit_id)
                        DO UPDATE SET events = known.events + 1, total = known.total + excluded.total
                        """)
                .param("experiment", experiment)
                .param("unit", event.unitId())
                .param("type", event.type())
                .param("value", event.value())
                .update();
    }

    @Override
    public String what() {
        return "events";
    }

    @Override
    public List<?> of(String playerId) {
        return jdbc.sql("""
                        SELECT e.experiment_id AS "experimentId", c.type, c.value, c.at
                          FROM custom_events c JOIN experiments e USING (experiment_no)
                         WHERE c.unit_id = ? AND e.unit_kind = 'player' ORDER BY c.at
                        """).param(playerId).query().listOfRows();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("""
                        UPDATE custom_events c SET unit_id = :pseudonym FROM experiments e
                         WHERE c.unit_id = :player AND e.experiment_no = c.experiment_no AND e.unit_kind = 'player'
                        """).param("pseudonym", pseudonym).param("player", playerId).update();
    }
}
