package gg.agis.benchmarks.ads;

/** How long things took, 99 of 100 of them, and half of them. */
public record Latencies(double answerP50, double answerP99, double walletP50, double walletP99) {}
