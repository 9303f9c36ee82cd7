package gg.agis.experiments.experiment;

import gg.agis.common.event.ExperimentsEvent.Definition;
import gg.agis.common.event.Topics;
import gg.agis.common.projection.OwnedRecords;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What should lie on the topic of definitions: every experiment that ever began, until it has long been archived. */
@Component
class DefinitionRecords implements OwnedRecords {

    private final JdbcClient jdbc;
    private final Experiments experiments;

    DefinitionRecords(JdbcClient jdbc, Experiments experiments) {
        this.jdbc = jdbc;
        this.experiments = experiments;
    }

    @Override
    public String topic() {
        return Topics.EXPERIMENTS_DEFINITIONS;
    }

    @Override
    public Map<String, Long> versions(Collection<String> keys) {
        var versions = new HashMap<String, Long>();
        jdbc.sql("""
                        SELECT experiment_id, version FROM experiments
                         WHERE experiment_id = ANY(?::text[]) AND status <> 'draft' AND NOT forgotten
                        """).param(keys.toArray(String[]::new)).query(row -> {
            versions.put(row.getString(1), row.getLong(2));
        });
        return versions;
    }

    @Override
    public Optional<Definition> current(String key) {
        return experiments
                .lock(key)
                .filter(experiment -> versions(List.of(key)).containsKey(experiment.id()))
                .map(Experiment::definition);
    }
}
