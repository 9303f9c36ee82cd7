package gg.agis.ads.fraud;

import java.util.function.Predicate;

/** One thing that honest players seldom do. */
record FraudRule(String name, int score, Predicate<Suspicion> speaks) {}
