package gg.agis.experiments.outcome;

import gg.agis.experiments.erasure.Remembers;
import gg.agis.experiments.outcome.Known.Credit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is known of each conversion that is in an experiment. */
@Repository
class Conversions implements Remembers {

    private static final List<String> UNITS = List.of("rewarded_unit", "rejected_unit", "reversed_unit");

    private final JdbcClient jdbc;

    Conversions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was known before a fact, and what is known with it. */
    record Learnt(int experiment, Known before, Known now) {}

    /**
     * One statement for all of them, each conversion once. Whoever brings another fact of one waits for its row, and sees
     * this one.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Learnt> learn(Collection<ConversionFact> facts) {
        var sorted = facts.stream()
                .sorted(Comparator.comparing(ConversionFact::conversionId))
                .toList();
        return jdbc.sql("""
                        INSERT INTO conversions AS known (conversion_id, received_at, experiment_no, rewarded_unit,
                            rejected_unit, reversed_unit, reward_gc, payout_micros, reversed_gc, reversed_micros)
                        SELECT * FROM unnest(:ids::uuid[], :moments::text[]::timestamptz[], :experiments::integer[],
                            :rewardedUnits::text[], :rejectedUnits::text[], :reversedUnits::text[],
                            :rewards::bigint[], :payouts::bigint[], :reversedGc::bigint[], :reversedMicros::bigint[])
                        ON CONFLICT (conversion_id, received_at) DO UPDATE
                            SET rewarded_unit = coalesce(known.rewarded_unit, excluded.rewarded_unit),
                                rejected_unit = coalesce(known.rejected_unit, excluded.rejected_unit),
                                reversed_unit = coalesce(known.reversed_unit, excluded.reversed_unit),
                                reward_gc = CASE WHEN known.rewarded_unit IS NULL
                                                 THEN excluded.reward_gc ELSE known.reward_gc END,
                                payout_micros = CASE WHEN known.rewarded_unit IS NULL
                                                     THEN excluded.payout_micros ELSE known.payout_micros END,
                                reversed_gc = CASE WHEN known.reversed_unit IS NULL
                                                   THEN excluded.reversed_gc ELSE known.reversed_gc END,
                                reversed_micros = CASE WHEN known.reversed_unit IS NULL
                                                       THEN excluded.reversed_micros ELSE known.reversed_micros END
                        RETURNING new.experiment_no,
                            old.rewarded_unit, old.reward_gc, old.payout_micros, old.rejected_unit,
                            old.reversed_unit, old.reversed_gc, old.reversed_micros,
                            new.rewarded_unit, new.reward_gc, new.payout_micros, new.rejected_unit,
                            new.reversed_unit, new.reversed_gc, new.reversed_micros
                        """)
                .param("ids", column(sorted, ConversionFact::conversionId).toArray(UUID[]::new))
                .param(
                        "moments",
                        column(
                                        sorted,
                                        fact -> fact.receivedAt()
                                                .atOffset(ZoneOffset.UTC)
                                                .toString())
                                .toArray(String[]::new))
                .param("experiments", column(sorted, ConversionFact::experiment).toArray(Integer[]::new))
                .param("rewardedUnits", units(sorted, known -> unitOf(known.rewarded())))
                .param("rejectedUnits", units(sorted, Known::rejectedUnit))
                .param("reversedUnits", units(sorted, known -> unitOf(known.reversed())))
                .param("rewards", credits(sorted, Known::rewarded, Credit::gc))
                .param("payouts", credits(sorted, Known::rewarded, Credit::payoutMicros))
                .param("reversedGc", credits(sorted, Known::reversed, Credit::gc))
                .param("reversedMicros", credits(sorted, Known::reversed, Credit::payoutMicros))
                .query((row, number) -> new Learnt(row.getInt(1), known(row, 2), known(row, 9)))
                .list();
    }

    private static Known known(ResultSet row, int from) throws SQLException {
        return new Known(credit(row, from), row.getString(from + 3), credit(row, from + 4));
    }

    private static @Nullable Credit credit(ResultSet row, int from) throws SQLException {
        var unit = row.getString(from);
        return unit == null ? null : new Credit(unit, row.getLong(from + 1), row.getLong(from + 2));
    }

    private static <T> List<T> column(List<ConversionFact> facts, Function<ConversionFact, T> value) {
        return facts.stream().map(value).toList();
    }

    private static @Nullable String unitOf(@Nullable Credit credit) {
        return credit == null ? null : credit.unit();
    }

    private static @Nullable String[] units(List<ConversionFact> facts, Function<Known, @Nullable String> unit) {
        var units = new @Nullable String[facts.size()];
        IntStream.range(0, units.length)
                .forEach(place -> units[place] = unit.apply(facts.get(place).known()));
        return units;
    }

    private static Long[] credits(
            List<ConversionFact> facts, Function<Known, @Nullable Credit> credit, Function<Credit, Long> amount) {
        return facts.stream()
                .map(fact -> {
                    var given = credit.apply(fact.known());
                    return given == null ? 0L : amount.apply(given);
                })
                .toArray(Long[]::new);
    }

    @Override
    public String what() {
        return "conversions";
    }

    @Override
    public List<?> of(String playerId) {
        var found = new ArrayList<Object>();
        UNITS.forEach(unit -> found.addAll(
                jdbc.sql("""
                        SELECT c.conversion_id AS "conversionId", e.experiment_id AS "experimentId",
                               c.received_at AS "receivedAt"
                          FROM conversions c JOIN experiments e USING (experiment_no)
                         WHERE c.%s = ? ORDER BY c.received_at
                        """.formatted(unit)).param(playerId).query().listOfRows()));
        return found.stream().distinct().toList();
    }

    @Override
    public void forget(String playerId, String pseudonym) {
        UNITS.forEach(unit -> jdbc.sql("UPDATE conversions SET %1$s = :pseudonym WHERE %1$s = :player".formatted(unit))
                .param("pseudonym", pseudonym)
                .param("player", playerId)
                .update());
    }
}
