package gg.agis.experiments.experiment;

import gg.agis.common.bucketing.HashVersion;
import gg.agis.common.event.ExperimentsEvent.Namespace;
import gg.agis.experiments.design.Arm;
import gg.agis.experiments.design.Design;
import gg.agis.experiments.design.Guardrail;
import gg.agis.experiments.design.Period;
import gg.agis.experiments.design.Purpose;
import gg.agis.experiments.design.UnitKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An experiment and its row. */
final class ExperimentRow {

    /** Of decimals every digit is kept. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<List<Arm>> ARMS = new TypeReference<>() {};
    private static final TypeReference<Set<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Guardrail>> GUARDRAILS = new TypeReference<>() {};

    private ExperimentRow() {}

    static Map<String, @Nullable Object> parameters(Experiment experiment) {
        var design = experiment.design();
        var purpose = experiment.purpose();
        var period = experiment.period();
        var namespace = design.namespace();
        Map<String, @Nullable Object> all = new HashMap<>();
        all.put("id", experiment.id());
        all.put("version", experiment.version());
        all.put("status", experiment.status().word());
        all.put("name", purpose.name());
        all.put("hypothesis", purpose.hypothesis());
        all.put("primaryMetric", purpose.primaryMetric());
        all.put("guardrails", JSON.writeValueAsString(purpose.guardrails()));
        all.put("unitKind", design.unitKind().word());
        all.put("trafficBp", design.trafficBp());
        all.put("hashVersion", design.hash().wireName());
        all.put("seed", design.seed());
        all.put("namespace", namespace == null ? null : namespace.id());
        all.put("namespaceFrom", namespace == null ? null : namespace.fromBp());
        all.put("namespaceTo", namespace == null ? null : namespace.toBp());
        all.put("arms", JSON.writeValueAsString(design.arms()));
        all.put("startsAt", period.startsAt().atOffset(ZoneOffset.UTC));
        all.put("endsAt", period.endsAt().atOffset(ZoneOffset.UTC));
        all.put("startsItself", period.startsItself());
        all.put("createdAt", period.createdAt().atOffset(ZoneOffset.UTC));
        return all;
    }

    static Experiment read(ResultSet row, int number) throws SQLException {
        return new Experiment(
                row.getString("experiment_id"),
                row.getLong("version"),
                Status.of(row.getString("status")),
                new Purpose(
                        row.getString("name"),
                        row.getString("hypothesis"),
                        row.getString("primary_metric"),
                        JSON.readValue(row.getString("guardrails"), GUARDRAILS)),
                new Design(
                        UnitKind.named(row.getString("unit_kind")).orElseThrow(),
                        HashVersion.named(row.getString("hash_version")).orElseThrow(),
                        row.getString("seed"),
                        namespace(row),
                        row.getInt("traffic_bp"),
                        JSON.readValue(row.getString("arms"), ARMS)),
                new Period(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("starts_itself")));
    }

    static Set<String> texts(String array) {
        return JSON.readValue(array, TEXTS);
    }

    private static @Nullable Namespace namespace(ResultSet row) throws SQLException {
        var id = row.getString("namespace_id");
        return id == null ? null : new Namespace(id, row.getInt("namespace_from"), row.getInt("namespace_to"));
    }
}
