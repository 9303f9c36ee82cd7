package gg.agis.experiments.result;

import gg.agis.experiments.design.Measure;
import gg.agis.experiments.result.Moments.Sums;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Adds up what units came to, a row for each unit; whatever has not met a variant is left out. */
@Repository
class Figures {

    /** What players paid after they met the experiment is their unit's. */
    private static final String UNITS = """
            WITH paid AS (
                SELECT e.unit_id, sum(p.micros_usd) AS micros
                  FROM exposed_players e JOIN payments p ON p.player_id = e.player_id AND p.at >= e.at
                 WHERE e.experiment_no = :experiment GROUP BY e.unit_id),
            exposed AS (
                SELECT u.*, u.payout_micros + coalesce(p.micros, 0) AS revenue_micros,
                       coalesce(m.events, 0) AS events, coalesce(m.total, 0) AS total
                  FROM units u
                  LEFT JOIN paid p ON p.unit_id = u.unit_id
                  LEFT JOIN unit_metrics m
                    ON m.experiment_no = u.experiment_no AND m.type = :type AND m.unit_id = u.unit_id
                 WHERE u.experiment_no = :experiment AND u.variant_id IS NOT NULL)
            """;

    private static final String NO_TYPE = "";

    private final JdbcClient jdbc;

    Figures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was counted by somebody, of one type. */
    record Custom(long events, BigDecimal total) {}

    /**
     * An arm's figures as of one moment.
     *
     * @param primary of the metric that the verdict is about
     */
    record OfArm(Counts counts, Moments primary, Map<String, Custom> custom) {

        static final OfArm NONE = new OfArm(
                Counts.NOTHING,
                new Moments(
                        0,
                        new Sums(BigDecimal.ZERO, BigDecimal.ZERO),
                        new Sums(BigDecimal.ZERO, BigDecimal.ZERO),
                        BigDecimal.ZERO),
                Map.of());

        public OfArm {
            custom = Map.copyOf(custom);
        }
    }

    /** By variant. Two looks at one moment, so that they are of the same facts. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Map<String, OfArm> of(int experiment, String primaryMetric) {
        var custom = custom(experiment);
        var measure = Measure.named(primaryMetric);
        var figures = new HashMap<String, OfArm>();
        jdbc.sql(UNITS + """
                        SELECT variant_id, count(*), sum(conversions), sum(decided), sum(rejected), sum(reversed),
                               sum(reward_gc), sum(kept_gc), sum(revenue_micros),
                               sum(%1$s), sum((%1$s)::numeric * (%1$s)), sum(%2$s), sum((%2$s)::numeric * (%2$s)),
                               sum((%1$s)::numeric * (%2$s))
                          FROM exposed GROUP BY variant_id
                        """.formatted(dividend(measure), divisor(measure)))
                .param("experiment", experiment)
                .param("type", measure.isPresent() ? NO_TYPE : primaryMetric)
                .query(row -> {
                    var variant = row.getString(1);
                    figures.put(variant, new OfArm(counts(row), moments(row), custom.getOrDefault(variant, Map.of())));
                });
        return figures;
    }

    /** What guardrails need, by variant. */
    Map<String, Counts> counts(int experiment) {
        var counts = new HashMap<String, Counts>();
        jdbc.sql(UNITS + """
                        SELECT variant_id, count(*), sum(conversions), sum(decided), sum(rejected), sum(reversed),
                               sum(reward_gc), sum(kept_gc), sum(revenue_micros)
                          FROM exposed GROUP BY variant_id
                        """)
                .param("experiment", experiment)
                .param("type", NO_TYPE)
                .query(row -> {
                    counts.put(row.getString(1), counts(row));
                });
        return counts;
    }

    private Map<String, Map<String, Custom>> custom(int experiment) {
        var custom = new HashMap<String, Map<String, Custom>>();
        jdbc.sql("""
                        SELECT u.variant_id, m.type, sum(m.events), sum(m.total)
                          FROM unit_metrics m JOIN units u USING (experiment_no, unit_id)
                         WHERE m.experiment_no = ? AND u.variant_id IS NOT NULL GROUP BY u.variant_id, m.type
                        """).param(experiment).query(row -> {
            custom.computeIfAbsent(row.getString(1), first -> new HashMap<>())
                    .put(row.getString(2), new Custom(row.getLong(3), row.getBigDecimal(4)));
        });
        return custom;
    }

    /** In USD what is in micros: a metric is compared in the unit that it is shown in. */
    private static String dividend(Optional<Measure> measure) {
        return measure.map(known -> switch (known) {
                    case CONVERSION_RATE -> "conversions";
                    case REVENUE_PER_USER -> "revenue_micros * 0.000001";
                    case AVG_REWARD -> "reward_gc";
                    case FRAUD_RATE -> "rejected";
                    case CHARGEBACK_RATE -> "reversed";
                    case GC_PER_USD -> "kept_gc";
                })
                .orElse("total");
    }

    private static String divisor(Optional<Measure> measure) {
        return measure.map(known -> switch (known) {
                    case CONVERSION_RATE, REVENUE_PER_USER -> "1";
                    case AVG_REWARD -> "conversions";
                    case FRAUD_RATE -> "decided";
                    case CHARGEBACK_RATE -> "decided - rejected";
                    case GC_PER_USD -> "revenue_micros * 0.000001";
                })
                .orElse("1");
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getBigDecimal(7),
                row.getBigDecimal(8),
                row.getBigDecimal(9));
    }

    private static Moments moments(ResultSet row) throws SQLException {
        return new Moments(
                row.getLong(2),
                new Sums(row.getBigDecimal(10), row.getBigDecimal(11)),
                new Sums(row.getBigDecimal(12), row.getBigDecimal(13)),
                row.getBigDecimal(14));
    }

    /** Every arm in the order of the experiment, also those that nobody has met. */
    static List<OfArm> inOrder(Map<String, OfArm> figures, List<String> arms) {
        return arms.stream().map(arm -> figures.getOrDefault(arm, OfArm.NONE)).toList();
    }
}
