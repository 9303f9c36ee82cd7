package gg.agis.experiments.exposure;

import gg.agis.experiments.erasure.Remembers;
import gg.agis.experiments.exposure.Exposure.Unit;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who met which variant first: of a unit the variant, of a player the moment. Taking an exposure once more, or in another
 * order, leaves the same.
 */
@Repository
public class Exposures implements Remembers {

    private final JdbcClient jdbc;

    Exposures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Two statements, however many they are. */
    @Transactional(propagation = Propagation.MANDATORY)
    void take(Collection<Exposure> exposures) {
        takeUnits(first(exposures, Exposure::unit));
        takePlayers(first(
                exposures.stream().filter(one -> one.playerId() != null).toList(),
                one -> new Unit(one.experiment(), String.valueOf(one.playerId()))));
    }

    /** In the order in which everyone locks them. */
    private static List<Exposure> first(Collection<Exposure> exposures, Function<Exposure, Unit> key) {
        Map<Unit, Exposure> first = exposures.stream()
                .collect(
                        Collectors.toMap(key, Function.identity(), BinaryOperator.minBy(Exposure.FIRST), TreeMap::new));
        return List.copyOf(first.values());
    }

    private void takeUnits(List<Exposure> firsts) {
        if (firsts.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO units AS known (experiment_no, unit_id, variant_id, exposed_at)
                        SELECT * FROM unnest(:experiments::integer[], :units::text[], :variants::text[],
                                             :moments::text[]::timestamptz[])
                        ON CONFLICT (experiment_no, unit_id)
                        DO UPDATE SET variant_id = excluded.variant_id, exposed_at = excluded.exposed_at
                            WHERE known.exposed_at IS NULL
                               OR (excluded.exposed_at, excluded.variant_id) < (known.exposed_at, known.variant_id)
                        """)
                .param("experiments", column(firsts, Exposure::experiment).toArray(Integer[]::new))
                .param("units", column(firsts, Exposure::unitId).toArray(String[]::new))
                .param("variants", column(firsts, Exposure::variantId).toArray(String[]::new))
                .param("moments", column(firsts, Exposures::moment).toArray(String[]::new))
                .update();
    }

    private void takePlayers(List<Exposure> firsts) {
        if (firsts.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO exposed_players AS known (experiment_no, player_id, unit_id, at)
                        SELECT * FROM unnest(:experiments::integer[], :players::text[], :units::text[],
                                             :moments::text[]::timestamptz[])
                        ON CONFLICT (experiment_no, player_id)
                        DO UPDATE SET unit_id = excluded.unit_id, at = excluded.at
                            WHERE (excluded.at, excluded.unit_id) < (known.at, known.unit_id)
                        """)
                .param("experiments", column(firsts, Exposure::experiment).toArray(Integer[]::new))
                .param(
                        "players",
                        column(firsts, one -> String.valueOf(one.playerId())).toArray(String[]::new))
                .param("units", column(firsts, Exposure::unitId).toArray(String[]::new))
                .param("moments", column(firsts, Exposures::moment).toArray(String[]::new))
                .update();
    }

    private static String moment(Exposure exposure) {
        return exposure.at().atOffset(ZoneOffset.UTC).toString();
    }

    private static <T> List<T> column(List<Exposure> rows, Function<Exposure, T> value) {
        return rows.stream().map(value).toList();
    }

    /** The variant that stands for a unit; nothing as long as it has met none. */
    public Optional<String> variantOf(int experiment, String unitId) {
        return jdbc.sql("""
                        SELECT variant_id FROM units
                         WHERE experiment_no = ? AND unit_id = ? AND variant_id IS NOT NULL
                        """).params(experiment, unitId).query(String.class).optional();
    }

    @Override
    public String what() {
        return "exposures";
    }

    @Override
    public List<?> of(String playerId) {
        return jdbc.sql("""
                        SELECT e.experiment_id AS "experimentId", u.variant_id AS "variantId", p.unit_id AS "unitId", p.at
                          FROM exposed_players p
                          JOIN experiments e USING (experiment_no)
                          JOIN units u ON u.experiment_no = p.experiment_no AND u.unit_id = p.unit_id
                         WHERE p.player_id = ? ORDER BY p.at
                        """).param(playerId).query().listOfRows();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        jdbc.sql("""
                        UPDATE units u SET unit_id = :pseudonym FROM experiments e
                         WHERE u.unit_id = :player AND e.experiment_no = u.experiment_no AND e.unit_kind = 'player'
                        """).param("pseudonym", pseudonym).param("player", playerId).update();
        jdbc.sql("""
                        UPDATE exposed_players
                           SET player_id = :pseudonym, unit_id = CASE unit_id WHEN :player THEN :pseudonym ELSE unit_id END
                         WHERE player_id = :player
                        """).param("pseudonym", pseudonym).param("player", playerId).update();
    }
}
