package gg.agis.benchmarks;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Figures of the same thing, measured in several rounds. */
public final class Rounds {

    private Rounds() {}

    public static double median(double... figures) {
        var sorted = Arrays.stream(figures).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : DoubleStream.of(sorted[middle - 1], sorted[middle]).average().orElseThrow();
    }
}
