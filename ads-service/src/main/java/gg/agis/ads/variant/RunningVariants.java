package gg.agis.ads.variant;

import gg.agis.ads.player.Remembers;
import gg.agis.ads.variant.Variants.Met;
import gg.agis.ads.variant.Variants.Unit;
import gg.agis.common.bucketing.Evaluator;
import gg.agis.common.event.ExperimentsEvent.Definition;
import gg.agis.common.event.ExperimentsEvent.Exposed;
import gg.agis.common.projection.Projection;
import gg.agis.common.projection.Projections;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The experiments that change rewards, and which variant each unit met first: that one stands for ever. */
@Repository
public class RunningVariants implements Remembers {

    private static final int EXPERIMENTS_MAX = 1_000;

    private final Projection<Definition> definitions;
    private final JdbcClient jdbc;
    private final Map<Definition, Optional<Evaluator>> evaluators = new ConcurrentHashMap<>();

    RunningVariants(Projections projections, JdbcClient jdbc) {
        this.definitions = projections.of(Definition.class);
        this.jdbc = jdbc;
    }

    /** Those that are under way now. */
    public List<Evaluator> evaluators(Instant now) {
        var present = definitions.first(EXPERIMENTS_MAX).stream()
                .filter(definition -> isUnderWay(definition, now))
                .toList();
        evaluators.keySet().retainAll(present);
        return present.stream()
                .flatMap(definition -> evaluators.computeIfAbsent(definition, Evaluator::of).stream())
                .toList();
    }

    private static boolean isUnderWay(Definition definition, Instant now) {
        return (definition.status().equals("running") || definition.status().equals("paused"))
                && definition.variants().stream().anyMatch(variant -> variant.multiplierBp() != null)
                && !now.isBefore(definition.startsAt())
                && now.isBefore(definition.endsAt());
    }

    /**
     * What these players and guilds have met before.
     *
     * @param players with the guild that each earns for, where there is one; all of them are locked
     */
    public Variants open(List<Evaluator> running, Collection<Earner> players, Instant now) {
        if (running.isEmpty() || players.isEmpty()) {
            return Variants.none();
        }
        var first = new HashMap<Unit, String>();
        var met = new HashSet<Met>();
        jdbc.sql("""
                        SELECT u.experiment_id, u.unit_id, u.variant_id, e.player_id
                          FROM unit_variants u
                          LEFT JOIN exposures e ON e.experiment_id = u.experiment_id AND e.unit_id = u.unit_id
                                               AND e.player_id = ANY(:players::text[])
                         WHERE u.experiment_id = ANY(:experiments::text[]) AND u.unit_id = ANY(:units::text[])
                        """)
                .param("players", players.stream().map(Earner::playerId).toArray(String[]::new))
                .param(
                        "experiments",
                        running.stream()
                                .map(evaluator -> evaluator.definition().experimentId())
                                .toArray(String[]::new))
                .param("units", unitsOf(running, players))
                .query(row -> {
                    var unit = new Unit(row.getString(1), row.getString(2));
                    first.put(unit, row.getString(3));
                    var player = row.getString(4);
                    if (player != null) {
                        met.add(new Met(unit, player));
                    }
                });
        return new Variants(running, first, met, now);
    }

    private static String[] unitsOf(List<Evaluator> running, Collection<Earner> players) {
        return running.stream()
                .flatMap(evaluator -> players.stream()
                        .flatMap(it -> Stream.ofNullable(evaluator.unitOf(it.playerId(), it.guildId()))))
                .distinct()
                .toArray(String[]::new);
    }

    /** Stores the first exposures. A unit of many players may just have met another variant through one of them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Variants variants) {
        var units = variants.units();
        if (!units.isEmpty()) {
            int added = jdbc.sql("""
                            INSERT INTO unit_variants (experiment_id, unit_id, variant_id, version, unit_kind, at)
                            SELECT * FROM unnest(:experiments::text[], :units::text[], :variants::text[],
                                                 :versions::bigint[], :kinds::text[], :ats::timestamptz[])
                                       AS u (experiment_id, unit_id) ORDER BY experiment_id, unit_id
                            ON CONFLICT DO NOTHING
                            """)
                    .param("experiments", column(units, Exposed::experimentId))
                    .param("units", column(units, Exposed::unitId))
                    .param("variants", column(units, Exposed::variantId))
                    .param("versions", units.stream().map(Exposed::version).toArray(Long[]::new))
                    .param("kinds", column(units, Exposed::unitKind))
                    .param("ats", column(units, one -> one.at().toString()))
                    .update();
            if (added < units.size()) {
                throw new ConcurrencyFailureException("A unit has just met its variant elsewhere: judge again");
            }
        }
        if (!variants.exposed().isEmpty()) {
            jdbc.sql("""
                            INSERT INTO exposures (experiment_id, unit_id, player_id, at)
                            SELECT * FROM unnest(:experiments::text[], :units::text[], :players::text[],
                                                 :ats::timestamptz[])
                            """)
                    .param("experiments", column(variants.exposed(), Exposed::experimentId))
                    .param("units", column(variants.exposed(), Exposed::unitId))
                    .param("players", column(variants.exposed(), Exposed::playerId))
                    .param("ats", column(variants.exposed(), one -> one.at().toString()))
                    .update();
        }
    }

    private static String[] column(List<Exposed> rows, Function<Exposed, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    @Override
    public String what() {
        return "exposures";
    }

    @Override
    public List<?> of(String playerId) {
        return jdbc.sql("""
                        SELECT e.experiment_id, u.variant_id, u.unit_kind, e.unit_id, e.at
                          FROM exposures e JOIN unit_variants u USING (experiment_id, unit_id)
                         WHERE e.player_id = ? ORDER BY e.at
                        """)
                .param(playerId)
                .query((row, number) -> new Exposure(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("UPDATE unit_variants SET unit_id = :pseudonym WHERE unit_id = :player AND unit_kind = 'player'")
                .param("pseudonym", pseudonym)
                .param("player", playerId)
                .update();
        jdbc.sql("UPDATE exposures SET player_id = :pseudonym WHERE player_id = :player")
                .param("pseudonym", pseudonym)
                .param("player", playerId)
                .update();
    }

    /** A player, and the guild that they earn for. */
    public record Earner(String playerId, @Nullable String guildId) {}

    private record Exposure(String experimentId, String variantId, String unitKind, String unitId, Instant at) {}
}
