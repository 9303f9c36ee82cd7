package gg.agis.benchmarks.load;

import java.util.List;

/**
 * How a service's JVM is set up where it has a machine for itself: it compiles as soon as is usual, and has room for what
 * it compiled. On one small machine the suite does without, for the sake of its start.
 */
public final class Production {

    public static final List<String> JVM = List.of(
            "-XX:Tier3InvocationThreshold=200",
            "-XX:Tier3MinInvocationThreshold=100",
            "-XX:Tier3CompileThreshold=2000",
            "-XX:Tier3BackEdgeThreshold=60000",
            "-XX:Tier4InvocationThreshold=5000",
            "-XX:Tier4MinInvocationThreshold=600",
            "-XX:Tier4CompileThreshold=15000",
            "-XX:Tier4BackEdgeThreshold=40000",
            "-XX:ReservedCodeCacheSize=240m",
            "-Xmx512m");

    private Production() {}
}
