package gg.agis.benchmarks;

import gg.agis.benchmarks.ledger.LedgerRun;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

/**
 * What the ledger posts each second, through its Kafka consumer and through REST, spread over many accounts and on one,
 * beside what PostgreSQL does with the same rows in one commit each. Slices are interleaved; ratios are of medians.
 */
public final class LedgerBenchmark {

    private static final int ROUNDS = 5;
    private static final int PILE = 20_000;
    private static final Duration SLICE = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private LedgerBenchmark() {}

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        try (var run = new LedgerRun()) {
            run.fund();
            run.consumerSpread(2 * PILE);
            run.restSpread(WARM_UP);
            var yardstick = new double[ROUNDS];
            var spread = new double[ROUNDS];
            var hot = new double[ROUNDS];
            var restSpread = new double[ROUNDS];
            var restHot = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                yardstick[round] = run.yardstick("credit6_rand", SLICE);
                spread[round] = run.consumerSpread(PILE);
                hot[round] = run.consumerHot(PILE);
                restSpread[round] = run.restSpread(SLICE);
                restHot[round] = run.restHot(SLICE);
            }
            print("consumer, spread (yardstick: credit6_rand)", yardstick, spread);
            print("consumer, one hot account (yardstick: spread)", spread, hot);
            print("REST, spread (yardstick: credit6_rand)", yardstick, restSpread);
            print("REST, one hot account (yardstick: spread)", restSpread, restHot);
        }
    }

    private static void print(String row, double[] yardstick, double[] figures) {
        var ratios = new double[figures.length];
        Arrays.setAll(ratios, round -> figures[round] / yardstick[round]);
        new Row(row, Rounds.median(yardstick), Rounds.median(figures), "transfers/s", Rounds.median(ratios)).print();
    }
}
