package gg.agis.ads.variant;

import gg.agis.ads.player.Remembers;
import gg.agis.ads.roundtrip.Question;
import gg.agis.ads.variant.Variants.Met;
import gg.agis.ads.variant.Variants.Unit;
import gg.agis.common.bucketing.Evaluator;
import gg.agis.common.event.ExperimentsEvent.Definition;
import gg.agis.common.event.ExperimentsEvent.Exposed;
import gg.agis.common.projection.Projection;
import gg.agis.common.projection.Projections;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
     * @param players with the guild that each earns for, where there is one; all of them are locked when it is answered
     */
    public static Found ask(List<Evaluator> running, Collection<Earner> players) {
        var first = new HashMap<Unit, String>();
        var met = new HashSet<Met>();
        var question = Question.of("""
                        SELECT u.experiment_id, u.unit_id, u.variant_id, e.player_id
                          FROM unit_variants u
                          LEFT JOIN exposures e ON e.experiment_id = u.experiment_id AND e.unit_id = u.unit_id
                                               AND e.player_id = ANY(?::text[])
                         WHERE u.experiment_id = ANY(?::text[]) AND u.unit_id = ANY(?::text[])
                        """)
                .texts(players.stream().map(Earner::playerId).toList())
                .texts(running.stream()
                        .map(evaluator -> evaluator.definition().experimentId())
                        .toList())
                .texts(unitsOf(running, players))
                .heardBy(row -> {
                    var unit = new Unit(row.getString(1), row.getString(2));
                    first.put(unit, row.getString(3));
                    var player = row.getString(4);
                    if (player != null) {
                        met.add(new Met(unit, player));
                    }
                });
        return new Found(question, now -> new Variants(running, first, met, now));
    }

    /**
     * A question, and what is known once it is answered.
     *
     * @param variants as of a moment
     */
    public record Found(Question question, Function<Instant, Variants> variants) {}

    private static List<String> unitsOf(List<Evaluator> running, Collection<Earner> players) {
        return running.stream()
                .flatMap(evaluator -> players.stream()
                        .flatMap(it -> Stream.ofNullable(evaluator.unitOf(it.playerId(), it.guildId()))))
                .distinct()
                .toList();
    }

    /** Stores the first exposures. A unit of many players may just have met another variant through one of them. */
    public static List<Question> write(Variants variants) {
        var questions = new ArrayList<Question>();
        var units = variants.units();
        if (!units.isEmpty()) {
            questions.add(Question.of("""
                            INSERT INTO unit_variants (experiment_id, unit_id, variant_id, version, unit_kind, at)
                            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                                                 ?::text[]::timestamptz[])
                                       AS u (experiment_id, unit_id) ORDER BY experiment_id, unit_id
                            ON CONFLICT DO NOTHING
                            """)
                    .texts(column(units, Exposed::experimentId))
                    .texts(column(units, Exposed::unitId))
                    .texts(column(units, Exposed::variantId))
                    .longs(units.stream().map(Exposed::version).toList())
                    .texts(column(units, Exposed::unitKind))
                    .texts(column(units, one -> one.at().toString()))
                    .countedBy(added -> requireAll(added, units.size())));
        }
        var exposed = variants.exposed();
        if (!exposed.isEmpty()) {
            questions.add(Question.of("""
                            INSERT INTO exposures (experiment_id, unit_id, player_id, at)
                            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[])
                            """)
                    .texts(column(exposed, Exposed::experimentId))
                    .texts(column(exposed, Exposed::unitId))
                    .texts(column(exposed, Exposed::playerId))
                    .texts(column(exposed, one -> one.at().toString())));
        }
        return questions;
    }

    private static void requireAll(int added, int all) {
        if (added < all) {
            throw new ConcurrencyFailureException("A unit has just met its variant elsewhere: judge again");
        }
    }

    private static List<String> column(List<Exposed> rows, Function<Exposed, String> value) {
        return rows.stream().map(value).toList();
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
