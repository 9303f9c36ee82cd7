package gg.agis.experiments.outcome;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What came of each unit, whether or not it is known yet which variant it met. */
@Repository
class UnitTotals {

    private final JdbcClient jdbc;

    UnitTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement for each experiment, in the order in which everyone locks units. */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Map<Integer, Map<String, Totals>> byExperiment) {
        new TreeMap<>(byExperiment).forEach((experiment, totals) -> add(experiment, new TreeMap<>(totals)));
    }

    private void add(int experiment, SortedMap<String, Totals> byUnit) {
        byUnit.values().removeIf(Totals.NOTHING::equals);
        if (byUnit.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO units AS known (experiment_no, unit_id, conversions, decided, rejected, reversed,
                            reward_gc, kept_gc, payout_micros)
                        SELECT :experiment, added.*
                          FROM unnest(:units::text[], :conversions::bigint[], :decided::bigint[], :rejected::bigint[],
                                      :reversed::bigint[], :rewards::bigint[], :kept::bigint[], :payouts::bigint[]) added
                        ON CONFLICT (experiment_no, unit_id) DO UPDATE
                            SET conversions = known.conversions + excluded.conversions,
                                decided = known.decided + excluded.decided,
                                rejected = known.rejected + excluded.rejected,
                                reversed = known.reversed + excluded.reversed,
                                reward_gc = known.reward_gc + excluded.reward_gc,
                                kept_gc = known.kept_gc + excluded.kept_gc,
                                payout_micros = known.payout_micros + excluded.payout_micros
                        """)
                .param("experiment", experiment)
                .param("units", byUnit.keySet().toArray(String[]::new))
                .param("conversions", column(byUnit, Totals::conversions))
                .param("decided", column(byUnit, Totals::decided))
                .param("rejected", column(byUnit, Totals::rejected))
                .param("reversed", column(byUnit, Totals::reversed))
                .param("rewards", column(byUnit, Totals::rewardGc))
                .param("kept", column(byUnit, Totals::keptGc))
                .param("payouts", column(byUnit, Totals::payoutMicros))
                .update();
    }

    private static Long[] column(Map<String, Totals> byUnit, ToLongFunction<Totals> value) {
        return byUnit.values().stream().map(value::applyAsLong).toArray(Long[]::new);
    }
}
