package gg.agis.experiments.schedule;

import gg.agis.experiments.experiment.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What stands in the table and has come to its time; each look is one by an index. */
@Repository
class DueExperiments {

    private static final int ATMOST = 100;

    private final JdbcClient jdbc;

    DueExperiments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> toStart(Instant now) {
        return ids("""
                SELECT experiment_id FROM experiments
                 WHERE status = 'draft' AND starts_itself AND starts_at <= :now AND ends_at > :now
                 ORDER BY starts_at LIMIT :atMost
                """, now);
    }

    List<String> toEnd(Instant now) {
        return ids("""
                SELECT experiment_id FROM experiments
                 WHERE status IN ('running', 'paused') AND ends_at <= :now ORDER BY ends_at LIMIT :atMost
                """, now);
    }

    List<String> toForget(Instant now, Duration after) {
        return ids("""
                SELECT experiment_id FROM experiments
                 WHERE status = 'archived' AND NOT forgotten AND archived_at <= :now ORDER BY archived_at LIMIT :atMost
                """, now.minus(after));
    }

    /** Whether it was not forgotten before. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean forget(String id) {
        return jdbc.sql("""
                        UPDATE experiments SET forgotten = true
                         WHERE experiment_id = ? AND status = 'archived' AND NOT forgotten
                        """).param(id).update() == 1;
    }

    Map<Status, Long> counts() {
        var counts = new EnumMap<Status, Long>(Status.class);
        jdbc.sql("SELECT status, count(*) FROM experiments GROUP BY status").query(row -> {
            counts.put(Status.of(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    private List<String> ids(String query, Instant until) {
        return jdbc.sql(query)
                .param("now", until.atOffset(ZoneOffset.UTC))
                .param("atMost", ATMOST)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
