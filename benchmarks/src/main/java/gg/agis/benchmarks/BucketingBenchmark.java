package gg.agis.benchmarks;

import gg.agis.benchmarks.bucketing.Evaluations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How long it takes to find a unit's variant, and what is allocated for it, beside a bare murmur3. Rounds are interleaved,
 * each in JVMs of its own; figures are medians, and ratios medians of ratios.
 */
public final class BucketingBenchmark {

    private static final int ROUNDS = 5;
    private static final TimeValue SLICE = TimeValue.milliseconds(300);
    private static final String YARDSTICK = "murmur3";

    private BucketingBenchmark() {}

    public static void main(String[] args) throws RunnerException {
        var rounds = new ArrayList<Collection<RunResult>>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(new Runner(options()).run());
        }
        print(rounds, "v2", "evaluation by v2 (yardstick: murmur3_32)");
        print(rounds, "v2InNamespace", "by v2 within a namespace (yardstick: same)");
        print(rounds, "v1", "evaluation by v1 (yardstick: same)");
        print(rounds, "md5", "evaluation by md5 (yardstick: same)");
    }

    private static Options options() {
        return new OptionsBuilder()
                .include(Evaluations.class.getName() + "[.]")
                .forks(1)
                // JMH asks for field offsets; a JVM of 25 would say so in every fork.
                .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                .warmupIterations(4)
                .warmupTime(SLICE)
                .measurementIterations(4)
                .measurementTime(SLICE)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static void print(List<Collection<RunResult>> rounds, String what, String row) {
        var yardstick = figures(rounds, YARDSTICK, BucketingBenchmark::nanos);
        var nanos = figures(rounds, what, BucketingBenchmark::nanos);
        var ratios = new double[ROUNDS];
        Arrays.setAll(ratios, round -> nanos[round] / yardstick[round]);
        new Row(row, Rounds.median(yardstick), Rounds.median(nanos), "ns", Rounds.median(ratios)).print();
        double bytes = Rounds.median(figures(rounds, what, BucketingBenchmark::bytes));
        Row.alone(row.replaceFirst(" [(].*", ", allocated"), bytes, "B").print();
    }

    private static double[] figures(
            List<Collection<RunResult>> rounds, String what, ToDoubleFunction<RunResult> figure) {
        return rounds.stream()
                .flatMap(Collection::stream)
                .filter(result -> result.getPrimaryResult().getLabel().equals(what))
                .mapToDouble(figure)
                .toArray();
    }

    private static double nanos(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double bytes(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
    }
}
