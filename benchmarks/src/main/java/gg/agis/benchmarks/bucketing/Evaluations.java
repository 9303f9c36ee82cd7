package gg.agis.benchmarks.bucketing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gg.agis.common.bucketing.Evaluator;
import gg.agis.common.event.ExperimentsEvent.Definition;
import gg.agis.common.event.ExperimentsEvent.Namespace;
import gg.agis.common.event.ExperimentsEvent.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Which variant a player gets, as ads-service asks for every conversion, and beside it murmur3_32 of the same ids, of
 * bytes that were made beforehand. Ids change all the time, so that no branch is learnt by heart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Evaluations.UNITS)
public class Evaluations {

    static final int UNITS = 4_096;

    private final String[] ids = LongStream.range(0, UNITS)
            .mapToObj(number -> Long.toString(1_100_000_000_000_000_000L + ((number * 7_919) << 22)))
            .toArray(String[]::new);

    private final byte[][] bytes = LongStream.range(0, UNITS)
            .mapToObj(number -> ids[(int) number].getBytes(US_ASCII))
            .toArray(byte[][]::new);

    private final Evaluator v1 = evaluator("v1", null);
    private final Evaluator v2 = evaluator("v2", null);
    private final Evaluator md5 = evaluator("md5", null);
    private final Evaluator inNamespace = evaluator("v2", new Namespace("reward", 1_000, 10_000));

    @Benchmark
    public void murmur3(Blackhole answers) {
        for (var id : bytes) {
            answers.consume(MurmurHash3.hash32x86(id));
        }
    }

    @Benchmark
    public void v1(Blackhole answers) {
        evaluate(v1, answers);
    }

    @Benchmark
    public void v2(Blackhole answers) {
        evaluate(v2, answers);
    }

    @Benchmark
    public void v2InNamespace(Blackhole answers) {
        evaluate(inNamespace, answers);
    }

    @Benchmark
    public void md5(Blackhole answers) {
        evaluate(md5, answers);
    }

    private void evaluate(Evaluator evaluator, Blackhole answers) {
        for (var id : ids) {
            answers.consume(evaluator.admit(evaluator.unitOf(id, null)));
        }
    }

    private static Evaluator evaluator(String hashVersion, @Nullable Namespace namespace) {
        var control = new Variant("control", true, 0, 5_000, 10_000, Map.of());
        var variant = new Variant("variant", false, 5_000, 10_000, 15_000, Map.of());
        return Evaluator.of(new Definition(
                        "reward-test",
                        1,
                        "running",
                        "player",
                        namespace,
                        hashVersion,
                        "reward-test",
                        10_000,
                        List.of(control, variant),
                        Instant.EPOCH,
                        Instant.EPOCH))
                .orElseThrow();
    }
}
