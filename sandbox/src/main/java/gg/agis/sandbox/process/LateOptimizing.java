package gg.agis.sandbox.process;

import java.util.List;

/**
 * Flags by which C2 takes up a method only when it is twenty times as hot as usual: what a start runs often is seldom what
 * a process does all day, and what it does all day gets there soon enough.
 */
public final class LateOptimizing {

    public static final List<String> FLAGS = List.of(
            "-XX:Tier4InvocationThreshold=100000",
            "-XX:Tier4MinInvocationThreshold=12000",
            "-XX:Tier4CompileThreshold=300000",
            "-XX:Tier4BackEdgeThreshold=800000");

    private LateOptimizing() {}
}
