package gg.agis.benchmarks;

import gg.agis.benchmarks.ledger.LedgerRun;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

/**
 * What the ledger posts each second, through its Kafka consumer and through REST, spread over many accounts and on one,
 * beside what PostgreSQL does with the same rows in one commit each. Then what is left of it when there is a hundred
 * times as much history. Slices are interleaved; figures are medians, and ratios medians of ratios.
 */
public final class LedgerBenchmark {

    private static final int ROUNDS = 5;
    private static final int PILE = 20_000;
    private static final int SMALL_PILE = 3_000;
    private static final long SMALL = 10_000;
    private static final long LARGE = 1_000_000;
    private static final Duration SLICE = Duration.ofSeconds(3);

    /** Shorter than a token lasts. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final int WARM_UPS = 4;

    private LedgerBenchmark() {}

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        try (var run = new LedgerRun()) {
            run.fund();
            run.consumerSpread(3 * PILE);
            for (int time = 0; time < WARM_UPS; time++) {
                run.restSpread(WARM_UP);
            }
            run.analyze();
            speed(run);
            growth(run);
        }
    }

    private static void speed(LedgerRun run) throws IOException, SQLException, InterruptedException {
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
        print("consumer, spread (yardstick: credit6_rand)", yardstick, spread, "transfers/s");
        print("consumer, one hot account (yardstick: spread)", spread, hot, "transfers/s");
        print("REST, spread (yardstick: credit6_rand)", yardstick, restSpread, "transfers/s");
        print("REST, one hot account (yardstick: spread)", restSpread, restHot, "transfers/s");
    }

    private static void growth(LedgerRun run) throws IOException, SQLException, InterruptedException {
        run.walletReads(WARM_UP.dividedBy(3));
        run.forgetHistory();
        run.growTo(SMALL);
        var small = atThisSize(run);
        run.growTo(LARGE);
        var large = atThisSize(run);
        new Row("writes at 10^6 transfers (yardstick: at 10^4)", small.writes, large.writes, "transfers/s").print();
        new Row("wallet reads at 10^6 transfers (yardstick: at 10^4)", small.reads, large.reads, "1/s").print();
    }

    private static Size atThisSize(LedgerRun run) throws SQLException {
        // After a checkpoint each page is logged in full once; that belongs to the load before.
        run.settle();
        run.consumerSpread(PILE);
        var writes = new double[ROUNDS];
        var reads = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            writes[round] = run.consumerSpread(SMALL_PILE);
            reads[round] = run.walletReads(SLICE);
        }
        return new Size(Rounds.median(writes), Rounds.median(reads));
    }

    private record Size(double writes, double reads) {}

    private static void print(String row, double[] yardstick, double[] figures, String unit) {
        var ratios = new double[figures.length];
        Arrays.setAll(ratios, round -> figures[round] / yardstick[round]);
        new Row(row, Rounds.median(yardstick), Rounds.median(figures), unit, Rounds.median(ratios)).print();
    }
}
