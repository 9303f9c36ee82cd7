package gg.agis.benchmarks;

import gg.agis.benchmarks.ads.AdsRun;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

/**
 * What becomes of callbacks each second, from HTTP at ads-service to the wallet in billing-service, of many players and of
 * one, beside what PostgreSQL does with the same rows in the two commits that a conversion needs. Then how long one takes
 * at an easy pace. Slices are interleaved; figures are medians, and ratios medians of ratios.
 */
public final class AdsBenchmark {

    private static final int ROUNDS = 5;
    private static final Duration SLICE = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofMinutes(2);

    /** 10,000 a minute. */
    private static final int EASY_PACE = 167;

    private static final Duration LATENCY_SLICE = Duration.ofSeconds(15);

    private AdsBenchmark() {}

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        try (var run = new AdsRun()) {
            run.spread(WARM_UP);
            run.analyze();
            speed(run);
            latency(run);
        }
    }

    private static void speed(AdsRun run) throws IOException, SQLException, InterruptedException {
        var yardstick = new double[ROUNDS];
        var spread = new double[ROUNDS];
        var hot = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            yardstick[round] = run.yardstick("credit2commits_rand", SLICE);
            spread[round] = run.spread(SLICE);
            hot[round] = run.hot(SLICE);
        }
        print("callback to wallet (yardstick: credit2commits_rand)", yardstick, spread);
        print("callback to wallet, one player (yardstick: spread)", spread, hot);
    }

    private static void latency(AdsRun run) throws SQLException, IOException {
        run.settle();
        run.latencies(EASY_PACE, SLICE);
        double produced = run.produceMillis(EASY_PACE, LATENCY_SLICE);
        var latencies = run.latencies(EASY_PACE, LATENCY_SLICE);
        Row.alone("callback to answer at 167/s, p50", latencies.answerP50(), "ms")
                .print();
        Row.alone("callback to answer at 167/s, p99", latencies.answerP99(), "ms")
                .print();
        Row.alone("answer to wallet at 167/s, p50", latencies.walletP50(), "ms").print();
        new Row("answer to wallet at 167/s, p99 (3 x produce + 20)", 3 * produced + 20, latencies.walletP99(), "ms")
                .print();
    }

    private static void print(String row, double[] yardstick, double[] figures) {
        var ratios = new double[figures.length];
        Arrays.setAll(ratios, round -> figures[round] / yardstick[round]);
        new Row(row, Rounds.median(yardstick), Rounds.median(figures), "1/s", Rounds.median(ratios)).print();
    }
}
