package gg.agis.experiments.experiment;

import gg.agis.experiments.design.UnitKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Every experiment there is and was. Whoever changes one holds its row. */
@Repository
public class Experiments {

    /** What facts refer to: an experiment's number, what its unit is, and its variants. */
    public record Reference(int number, UnitKind unitKind, Set<String> variants) {

        public Reference {
            variants = Set.copyOf(variants);
        }

        /** Whoever states something else has another experiment in mind. */
        public void require(String unitKindWord, String variantId) {
            if (!unitKind.word().equals(unitKindWord) || !variants.contains(variantId)) {
                throw new IllegalArgumentException(
                        "experiment %d has no variant %s for a %s".formatted(number, variantId, unitKindWord));
            }
        }
    }

    private final JdbcClient jdbc;

    Experiments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there was none of this id. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Experiment experiment) {
        return jdbc.sql("""
                        INSERT INTO experiments (experiment_id, version, status, name, hypothesis, unit_kind, traffic_bp,
                            hash_version, seed, namespace_id, namespace_from, namespace_to, primary_metric, guardrails, arms,
                            starts_at, ends_at, starts_itself, created_at)
                        VALUES (:id, :version, :status, :name, :hypothesis, :unitKind, :trafficBp,
                            :hashVersion, :seed, :namespace, :namespaceFrom, :namespaceTo, :primaryMetric,
                            :guardrails::jsonb, :arms::jsonb, :startsAt, :endsAt, :startsItself, :createdAt)
                        ON CONFLICT (experiment_id) DO NOTHING
                        """).params(ExperimentRow.parameters(experiment)).update() == 1;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void save(Experiment experiment, Instant now) {
        jdbc.sql("""
                        UPDATE experiments
                           SET version = :version, status = :status, name = :name, hypothesis = :hypothesis,
                               unit_kind = :unitKind, traffic_bp = :trafficBp, hash_version = :hashVersion, seed = :seed,
                               namespace_id = :namespace, namespace_from = :namespaceFrom, namespace_to = :namespaceTo,
                               primary_metric = :primaryMetric, guardrails = :guardrails::jsonb, arms = :arms::jsonb,
                               starts_at = :startsAt, ends_at = :endsAt, starts_itself = :startsItself,
                               archived_at = CASE WHEN :status = 'archived' THEN coalesce(archived_at, :now) END
                         WHERE experiment_id = :id
                        """)
                .params(ExperimentRow.parameters(experiment))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<Experiment> find(String id) {
        return jdbc.sql("SELECT * FROM experiments WHERE experiment_id = ?")
                .param(id)
                .query(ExperimentRow::read)
                .optional();
    }

    /** Nobody else changes it until the transaction ends; facts about its units are still taken. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Experiment> lock(String id) {
        return jdbc.sql("SELECT * FROM experiments WHERE experiment_id = ? FOR NO KEY UPDATE")
                .param(id)
                .query(ExperimentRow::read)
                .optional();
    }

    /** The newest first, from before this one on. */
    List<Experiment> before(Instant createdAt, String id, int rowsMax) {
        return jdbc.sql("""
                        SELECT * FROM experiments WHERE (created_at, experiment_id) < (:at, :id)
                         ORDER BY created_at DESC, experiment_id DESC LIMIT :rowsMax
                        """)
                .param("at", createdAt.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("rowsMax", rowsMax)
                .query(ExperimentRow::read)
                .list();
    }

    public List<Experiment> underWay() {
        return jdbc.sql("SELECT * FROM experiments WHERE status IN ('running', 'paused') ORDER BY experiment_no")
                .query(ExperimentRow::read)
                .list();
    }

    public Optional<Reference> reference(String id) {
        return Optional.ofNullable(references(List.of(id)).get(id));
    }

    /** By id, without those that there are none of. */
    public Map<String, Reference> references(Collection<String> ids) {
        var found = new HashMap<String, Reference>();
        jdbc.sql("""
                        SELECT experiment_id, experiment_no, unit_kind, jsonb_path_query_array(arms, '$[*].id')
                          FROM experiments
                         WHERE experiment_id = ANY(?::text[])
                        """).param(ids.stream().distinct().toArray(String[]::new)).query(row -> {
            found.put(
                    row.getString(1),
                    new Reference(
                            row.getInt(2),
                            UnitKind.named(row.getString(3)).orElseThrow(),
                            ExperimentRow.texts(row.getString(4))));
        });
        return found;
    }

    /**
     * Those under way in the same namespace that could have a unit in common with this one. The namespace is locked, so
     * that two which exclude each other cannot start at once.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> overlapping(Experiment experiment) {
        var namespace = experiment.design().namespace();
        if (namespace == null) {
            return List.of();
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("namespace:" + namespace.id())
                .query(row -> {});
        // Buckets of players and of guilds have nothing to do with each other, so no range keeps them apart.
        return jdbc.sql("""
                        SELECT experiment_id FROM experiments
                         WHERE namespace_id = :namespace AND status IN ('running', 'paused') AND experiment_id <> :id
                           AND (unit_kind <> :unitKind OR (namespace_from < :to AND :from < namespace_to))
                         ORDER BY experiment_id
                        """)
                .param("namespace", namespace.id())
                .param("id", experiment.id())
                .param("unitKind", experiment.design().unitKind().word())
                .param("from", namespace.fromBp())
                .param("to", namespace.toBp())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Whether its sample ratio had not failed before. */
    @Transactional
    public boolean noteSampleRatio(String id) {
        return jdbc.sql(
                                "UPDATE experiments SET srm_failed_at = now() WHERE experiment_id = ? AND srm_failed_at IS NULL")
                        .param(id)
                        .update()
                == 1;
    }
}
